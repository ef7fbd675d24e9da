import type { Command } from 'commander';
import { down, type Removed } from '../../operations/down';
import { removableContext } from '../../operations/find-lab';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { named } from '../find-by-word';

export const downCommand = (cli: Cli): Command =>
  labCommand('down')
    .description('remove the lab and prove that nothing is left')
    .argument('[lab]', 'its name')
    .option('--checkout <folder>', 'the lab of another checkout, which need not be there any more')
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        named(removableContext),
        changing('down', async (context, _lab: string | undefined, { output }: { output: string }) => {
          const tell = formOf({ text: downText(context.lab.name) }, output, { events: true });
          return { text: tell(await down(context)) };
        }),
      ),
    );

const downText =
  (name: string) =>
  ({ existed }: Removed): string =>
    existed
      ? `The lab "${name}" is gone. Domains, volumes, networks, namespaces, processes, firewall rules, settings and files were compared with before, both ways: no difference.`
      : `There was no lab "${name}" of this checkout; nothing was removed.`;
