import type { Command } from 'commander';
import { table } from '../../lib/report';
import type { Context } from '../../operations/context';
import { bilingual, findExercise, type ListedExercise, listExercises } from '../../operations/exercises';
import { builtContext } from '../../operations/find-lab';
import { json } from '../forms';
import { type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';

interface ExercisesOptions {
  readonly json?: boolean;
  readonly hint?: string;
  readonly solution?: string;
}

export const exercisesCommand = (cli: Cli): Command =>
  labCommand('exercises')
    .description('list the ways to break the lab for practice')
    .option('--hint <id>', 'where to begin looking')
    .option('--solution <id>', 'what is broken, and how to fix it')
    .option('--json', 'for programs')
    .action(labAction(cli, builtContext, exercises));

export async function exercises(
  context: Pick<Context, 'lab' | 'stateDir'>,
  { hint, solution, json: forPrograms }: ExercisesOptions,
): Promise<Outcome> {
  if (hint !== undefined) return { text: bilingual(findExercise(context.lab, hint).hint) };
  if (solution !== undefined) return { text: bilingual(findExercise(context.lab, solution).solution) };
  const listed = listExercises(context);
  return { text: forPrograms ? json(listed) : exercisesTable(listed) };
}

const exercisesTable = (listed: readonly ListedExercise[]): string =>
  table(
    ['exercise', 'state', 'complaint'],
    listed.map(({ id, broken, complaint }) => [id, broken ? 'broken' : '', complaint.en]),
  );
