import type { Command } from 'commander';
import { type Cli, passingCommand } from '../lab-command';
import { runDeveloperProgram, testProgram } from '../run-program';

export const testCommand = (cli: Cli): Command =>
  passingCommand('test')
    .description('test the project: types, lint, unit and snapshot tests, terraform validate; --real: a real lab from up to down')
    .argument('[args...]')
    .helpOption(false)
    .action(async (args: string[], _options: object, command: Command) => {
      cli.exitStatus = await runDeveloperProgram(testProgram, args, command);
    });
