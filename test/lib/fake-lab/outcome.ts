import type { Observation } from '../../../lib/probe';

/** How a command ended. */
export type Outcome = Pick<Observation, 'exitCode' | 'stdout' | 'stderr'>;

export const said = (stdout: string): Outcome => ({ exitCode: 0, stdout, stderr: '' });
export const failed = (exitCode: number, stderr: string, stdout = ''): Outcome => ({ exitCode, stdout, stderr });
