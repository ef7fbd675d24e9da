import type { Command } from 'commander';
import { fixLab } from '../../operations/exercises';
import { builtContext } from '../../operations/find-lab';
import { changing, type Cli, labAction, labCommand } from '../lab-command';

const nothing = 'Nothing is broken by an exercise, and no earlier command left anything changed.';

export const fixCommand = (cli: Cli): Command =>
  labCommand('fix')
    .description('undo it, and tell the solution')
    .argument('[id]', 'the exercise; all that are broken if omitted')
    .action(
      labAction(
        cli,
        builtContext,
        changing('fix', async (context, id: string | undefined) => ({
          text: (await fixLab(context, id)) === 0 ? nothing : undefined,
        })),
      ),
    );
