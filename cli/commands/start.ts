import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { startLab } from '../../operations/suspend-lab';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import { named } from '../find-by-word';
import { startedText } from '../output/checkpoint-text';

export const startCommand = (cli: Cli): Command =>
  labCommand('start')
    .description('start a lab that was stopped, where it was')
    .argument('[lab]', 'its name')
    .action(
      labAction(
        cli,
        named(builtContext),
        changing('start', async (context) => ({ text: startedText(await startLab(context)) })),
      ),
    );
