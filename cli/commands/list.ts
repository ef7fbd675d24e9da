import { Command } from 'commander';
import { listLabs } from '../../operations/list';
import { json } from '../forms';
import { action, type Cli } from '../lab-command';
import { listTable } from '../output/list-table';

export const listCommand = (cli: Cli): Command =>
  new Command('list')
    .description('list the labs of this checkout')
    .option('--json', 'for programs')
    .action(
      action(cli, async (around, options: { json?: boolean }) => {
        const labs = await listLabs(around);
        return { text: options.json ? json(labs) : listTable(labs) };
      }),
    );
