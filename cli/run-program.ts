import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot, typescript } from '../host/paths';

/** What `./lab test` runs. It is named, not imported: what only development needs may be absent. */
export const testProgram = join(projectRoot, 'dev', 'main.ts');
/** What `./lab bench` runs. */
export const benchProgram = join(projectRoot, 'dev', 'bench', 'main.ts');

/** Runs a program of the developers' with the words behind the command, and the options before it that it knows. */
export function runDeveloperProgram(program: string, args: readonly string[], command: Command): Promise<number> {
  const { config, debug } = command.optsWithGlobals<{ config?: string; debug?: boolean }>();
  return runProgram(program, [...(config === undefined ? [] : ['--config', config]), ...(debug ? ['--debug'] : []), ...args]);
}

/** Runs another program of this project on the same terminal, which gives both of them Ctrl-C. Returns its exit status. */
async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(typescript, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}
