import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { resetLab } from '../../operations/reset-lab';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { resetText } from '../output/checkpoint-text';

export const resetCommand = (cli: Cli): Command =>
  labCommand('reset')
    .description('bring the lab back to a checkpoint: what was done since is lost')
    .argument('[name]', 'the checkpoint; the last one if omitted')
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        builtContext,
        changing('reset', async (context, name: string | undefined, { output }: { output: string }) => {
          const tell = formOf({ text: resetText }, output, { events: true });
          return { text: tell(await resetLab(context, name)) };
        }),
      ),
    );
