import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot, typescript } from '../host/paths';
import { type Cli, passing } from './lab-command';

/** What `./lab test` runs. It is named, not imported: what only development needs may be absent. */
export const testProgram = join(projectRoot, 'dev', 'main.ts');
/** What `./lab bench` runs. */
export const benchProgram = join(projectRoot, 'dev', 'bench', 'main.ts');

/** Has no help of its own: the program that it runs has, with its options. */
class HelplessCommand extends Command {
  override copyInheritedSettings(parent: Command): this {
    return super.copyInheritedSettings(parent).helpOption(false);
  }
}

/** A command that a program of the developers' does: it gets the words behind it, and the options before it that it knows. */
export const developerCommand = (cli: Cli, name: string, program: string): Command =>
  passing(new HelplessCommand(name))
    .argument('[args...]')
    .action(async (args: string[], _options: object, command: Command) => {
      const { config, debug } = command.optsWithGlobals<{ config?: string; debug?: boolean }>();
      const before = [...(config === undefined ? [] : ['--config', config]), ...(debug ? ['--debug'] : [])];
      cli.exitStatus = await runProgram(program, [...before, ...args]);
    });

/** Runs another program of this project on the same terminal, which gives both of them Ctrl-C. Returns its exit status. */
async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(typescript, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}
