import type { Command } from 'commander';
import { checkpointLab } from '../../operations/checkpoint-lab';
import { builtContext } from '../../operations/find-lab';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { takenText } from '../output/checkpoint-text';

export const checkpointCommand = (cli: Cli): Command =>
  labCommand('checkpoint')
    .description('save the running lab, memory and disks of all machines, to come back to')
    .argument('[name]', 'what to call it; the next number if omitted')
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        builtContext,
        changing('checkpoint', async (context, name: string | undefined, { output }: { output: string }) => {
          const tell = formOf({ text: takenText }, output, { events: true });
          return { text: tell(await checkpointLab(context, name)) };
        }),
      ),
    );
