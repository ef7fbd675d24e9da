import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { exec } from '../../operations/run-in-lab';
import { type Cli, labAction, passingCommand } from '../lab-command';

export const execCommand = (cli: Cli): Command =>
  passingCommand('exec')
    .description("run a command in the lab's network")
    .option('--from <place>', 'lan, outside or gateway', 'lan')
    .argument('<command...>')
    .action(
      labAction(cli, builtContext, async (context, argv: string[], { from }: { from: string }) => ({
        status: await exec(context, from, argv),
      })),
    );
