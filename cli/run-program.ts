import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot, typescript } from '../host/paths';

/** What `./lab test` runs. It is named, not imported: what only development needs may be absent. */
export const developerProgram = join(projectRoot, 'dev', 'main.ts');

/** Runs another program of this project on the same terminal, which gives both of them Ctrl-C. Returns its exit status. */
export async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(typescript, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}
