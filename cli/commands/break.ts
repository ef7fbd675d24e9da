import type { Command } from 'commander';
import { bilingual, breakLab } from '../../operations/exercises';
import { builtContext } from '../../operations/find-lab';
import { changing, type Cli, labAction, labCommand } from '../lab-command';

export const breakCommand = (cli: Cli): Command =>
  labCommand('break')
    .description('break the lab in one of these ways, or in any')
    .argument('[id]', 'the exercise; random if omitted')
    .action(
      labAction(
        cli,
        builtContext,
        changing('break', async (context, id: string | undefined) => {
          const { complaint } = await breakLab(context, id);
          // A name that tells the cause would spoil the search.
          return { text: `${bilingual(complaint)}\n\n./lab verify says what is no longer true; ./lab fix fixes it.` };
        }),
      ),
    );
