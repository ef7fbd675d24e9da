import { Command } from 'commander';
import { listReadyLabs, type ListedReady, removeReadyLabs } from '../../operations/ready-labs';
import { formOf, json, outputOption } from '../forms';
import { action, type Cli } from '../lab-command';
import { readyTable } from '../output/ready-table';

const forms: Readonly<Record<string, (listed: readonly ListedReady[]) => string>> = { table: readyTable, json };

export const readyCommand = (cli: Cli): Command =>
  new Command('ready')
    .description('list the labs that are kept ready on this machine for new ones to begin with')
    .option('--remove <key>', 'remove one, or all; labs that began with it stay as they are')
    .addOption(outputOption(Object.keys(forms)))
    .action(
      action(cli, async (_around, { output, remove }: { output: string; remove?: string }) => {
        const tell = formOf(forms, output);
        if (remove !== undefined) removeReadyLabs(remove);
        return { text: tell(listReadyLabs()) };
      }),
    );
