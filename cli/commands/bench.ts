import type { Command } from 'commander';
import { type Cli, passingCommand } from '../lab-command';
import { benchProgram, runDeveloperProgram } from '../run-program';

export const benchCommand = (cli: Cli): Command =>
  passingCommand('bench')
    .description('measure labs on this machine, step by step, and compare with earlier measurements')
    .argument('[args...]')
    .helpOption(false)
    .action(async (args: string[], _options: object, command: Command) => {
      cli.exitStatus = await runDeveloperProgram(benchProgram, args, command);
    });
