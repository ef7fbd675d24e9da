import type { Command } from 'commander';
import { changingLab } from '../../operations/changing-lab';
import { builtContext } from '../../operations/find-lab';
import { type ListedCheckpoint, listCheckpoints, removeCheckpoint } from '../../operations/list-checkpoints';
import { formOf, json, outputOption } from '../forms';
import { type Cli, labAction, labCommand } from '../lab-command';
import { checkpointsTable } from '../output/checkpoint-text';

const forms: Readonly<Record<string, (listed: readonly ListedCheckpoint[]) => string>> = { table: checkpointsTable, json };

export const checkpointsCommand = (cli: Cli): Command =>
  labCommand('checkpoints')
    .description('list the checkpoints of the lab')
    .option('--remove <name>', 'remove one')
    .option('--read', 'read every file and compare it with its hash')
    .addOption(outputOption(Object.keys(forms)))
    .action(
      labAction(cli, builtContext, async (context, options: { output: string; remove?: string; read?: boolean }) => {
        const tell = formOf(forms, options.output);
        const { remove, read } = options;
        if (remove !== undefined) await changingLab(context, 'checkpoints', () => removeCheckpoint(context, remove));
        return { text: tell(await listCheckpoints(context, { read })) };
      }),
    );
