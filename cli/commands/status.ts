import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { status } from '../../operations/status';
import { json } from '../forms';
import { type Cli, labAction, labCommand } from '../lab-command';
import { named } from '../find-by-word';
import { statusText } from '../output/status-text';

export const statusCommand = (cli: Cli): Command =>
  labCommand('status')
    .description('say what runs')
    .argument('[lab]', 'its name')
    .option('--json', 'for programs')
    .action(
      labAction(cli, named(builtContext), async (context, _lab: string | undefined, options: { json?: boolean }) => {
        const found = await status(context);
        return { text: options.json ? json(found) : statusText(found) };
      }),
    );
