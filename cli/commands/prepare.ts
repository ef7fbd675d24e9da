import type { Command } from 'commander';
import { askedContext } from '../../operations/find-lab';
import { prepare } from '../../operations/prepare';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { prepareSummary } from '../output/prepare-summary';

export const prepareCommand = (cli: Cli): Command =>
  labCommand('prepare')
    .description('make what the stacks need, for plain cdktf: hypervisor, image, secrets, settings')
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        askedContext,
        changing('prepare', async (context, { output }: { output: string }) => {
          const tell = formOf({ text: prepareSummary }, output, { events: true });
          return { text: tell(await prepare(context)) };
        }),
      ),
    );
