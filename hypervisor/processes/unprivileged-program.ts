import { closeSync, openSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pasteable } from '../../host/shell';
import { inNamespace } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { inCgroup } from './cgroup';
import { asNobody } from './unprivileged';

/** A program and its words. */
export interface UnprivilegedProgram {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  /** The only variables it has beside PATH. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The command that runs a program in a network namespace of the lab, as an account without privileges. The folder of such programs must be
 * there. Programs may be kept below a folder that is root's alone.
 */
export function unprivilegedProgram(
  paths: Pick<LabPaths, 'internet' | 'cgroup'>,
  namespace: string,
  { program, args, env = {} }: UnprivilegedProgram,
): readonly string[] {
  const place = join(paths.internet, basename(program));
  // A file can only be laid over one that is there.
  closeSync(openSync(place, 'a'));
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const script = [
    'set -e',
    // `ip netns exec` has made a mount namespace, so that the host sees nothing of this.
    pasteable('mount', ['--bind', program, place]),
    `exec ${pasteable('env', [...asNobody(['env', ...variables, place, ...args]).slice(1)])}`,
  ].join('\n');
  return inCgroup(paths, inNamespace(namespace, ['sh', '-c', script]));
}
