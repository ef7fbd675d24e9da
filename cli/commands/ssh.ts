import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { ssh } from '../../operations/run-in-lab';
import { type Cli, labAction, passingCommand } from '../lab-command';

export const sshCommand = (cli: Cli): Command =>
  passingCommand('ssh')
    .description('log in to a machine')
    .argument('<machine>')
    .argument('[command...]')
    .action(
      labAction(cli, builtContext, async (context, machine: string, argv: string[]) => ({
        status: await ssh(context, machine, argv),
      })),
    );
