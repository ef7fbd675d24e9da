import { existsSync, readFileSync } from 'node:fs';
import { labFiles } from '../host/lab-files';
import { labError } from '../host/user-error';
import type { Context } from './context';

/** Settings of a shell for plain cdktf, as lines that a POSIX shell evaluates. @throws a lab fault before `prepare` or `up` */
export function cdktfEnvironment({ lab, stateDir }: Pick<Context, 'lab' | 'stateDir'>): string {
  const { environment } = labFiles(stateDir);
  if (existsSync(environment)) return readFileSync(environment, 'utf8').trimEnd();
  throw labError(`the lab "${lab.name}" is not prepared`, { remedy: 'run ./lab prepare' });
}
