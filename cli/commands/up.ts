import type { Command } from 'commander';
import { askedContext } from '../../operations/find-lab';
import { up } from '../../operations/up';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { upSummary } from '../output/up-summary';

export const upCommand = (cli: Cli): Command =>
  labCommand('up')
    .description('build the lab, or continue, or bring it up to its definition')
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        askedContext,
        changing('up', async (context, { output }: { output: string }) => {
          const tell = formOf({ text: upSummary(context.lab) }, output, { events: true });
          return { text: tell(await up(context)) };
        }),
      ),
    );
