import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { kubectl } from '../../operations/run-in-lab';
import { type Cli, labAction, passingCommand } from '../lab-command';

export const kubectlCommand = (cli: Cli): Command =>
  passingCommand('kubectl')
    .description("kubectl as the lab's administrator")
    .argument('[args...]')
    .action(labAction(cli, builtContext, async (context, args: string[]) => ({ status: await kubectl(context, args) })));
