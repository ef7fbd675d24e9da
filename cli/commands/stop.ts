import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { stopLab } from '../../operations/suspend-lab';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { named } from '../find-by-word';

export const stopCommand = (cli: Cli): Command =>
  labCommand('stop')
    .description('write the memory of the machines to the disk and end what runs')
    .argument('[lab]', 'its name')
    .action(
      labAction(
        cli,
        named(builtContext),
        changing('stop', async (context) => {
          await stopLab(context);
          return { text: `The lab "${context.lab.name}" is stopped and takes no memory. ./lab start goes on where it was.` };
        }),
      ),
    );
