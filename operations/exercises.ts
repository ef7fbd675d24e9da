import { randomBytes } from 'node:crypto';
import { labError, usageError } from '../host/user-error';
import { uninterrupted } from '../host/interruption';
import { type Exercise, ExerciseError, exercisesOf, type LabActions, labActions } from '../lib/exercises';
import { closestName, type Lab } from '../lib/model';
import type { Sentence } from '../lib/verify';
import { type Context, createLiveProbe } from './context';
import { OpenChanges } from './lab-folder/open-changes';
import { operation } from './operation';
import { repairLeftovers } from './repair-leftovers';

/** What a student may be given to find. */
export interface ListedExercise {
  readonly id: string;
  readonly broken: boolean;
  readonly complaint: Sentence;
}

/** The exercises of a lab, in the order of the lesson. The solution is told on demand only. */
export function listExercises({ lab, stateDir }: Pick<Context, 'lab' | 'stateDir'>): ListedExercise[] {
  const broken = new OpenChanges({ stateDir }).exercises();
  return exercisesOf(lab).map(({ id, complaint }) => ({ id, broken: broken.includes(id), complaint }));
}

/** Breaks the lab in one way, or in one chosen at random. @returns the exercise; its name would tell the cause. */
export const breakLab = operation(
  'break',
  async (context, id?: string): Promise<Exercise> => {
    const exercise = id === undefined ? anyExercise(context.lab) : findExercise(context.lab, id);
    await repairLeftovers(context);
    await context.progress.step('Breaking the lab', () => breakBy(context, exercise));
    return exercise;
  },
  ({ complaint }) => ({ complaint }),
);

/**
 * Fixes one exercise, or all that were broken; and before, what a killed command left changed in the lab. Solutions are told as
 * they come. @returns how many things were fixed
 */
export const fixLab = operation('fix', async (context, id?: string): Promise<number> => {
  const asked = id === undefined ? undefined : findExercise(context.lab, id).id;
  const repaired = await repairLeftovers(context, { tell: (sentence) => context.out(bilingual(sentence)) });
  const ids = asked === undefined ? new OpenChanges(context).exercises() : [asked];
  for (const each of ids) await fixExercise(context, each);
  return ids.length + repaired;
});

async function fixExercise(context: Context, id: string): Promise<void> {
  const exercise = exercisesOf(context.lab).find((other) => other.id === id);
  if (exercise) {
    await context.progress.step('Fixing the lab', () => fixBy(context, exercise));
    return context.out(bilingual(exercise.solution));
  }
  // The definition has changed since it was broken, and what it broke has gone.
  new OpenChanges(context).remove({ kind: 'exercise', id });
  context.out(`The exercise ${id} is about something that this lab has no more.`);
}

/** Breaks the lab. Recorded first: what is broken by halves has to be fixed, too. */
export async function breakBy(context: Context, exercise: Exercise, by = 'break'): Promise<void> {
  new OpenChanges(context).add({ kind: 'exercise', id: exercise.id }, by);
  await withActions(context, (actions) => exercise.break(actions));
}

/** Undoes it, whatever of it was done. The record goes when that has succeeded. */
export async function fixBy(context: Context, exercise: Exercise): Promise<void> {
  await withActions(context, (actions) => exercise.fix(actions));
  new OpenChanges(context).remove({ kind: 'exercise', id: exercise.id });
}

/** Lets work change the running lab. */
async function withActions(context: Context, work: (actions: LabActions) => Promise<void>): Promise<void> {
  const probe = await createLiveProbe(context);
  try {
    await work(labActions(probe, () => randomBytes(6).toString('hex')));
  } catch (error) {
    if (error instanceof ExerciseError)
      throw labError(error.message, {
        remedy: 'is the lab whole (./lab status)? ./lab fix undoes what was done so far',
        cause: error,
      });
    throw error;
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
}

/** @throws a usage fault for an exercise that the lab has not. */
export function findExercise(lab: Lab, id: string): Exercise {
  const exercises = exercisesOf(lab);
  const found = exercises.find((exercise) => exercise.id === id);
  if (found) return found;
  const ids = exercises.map((exercise) => exercise.id);
  const nearest = closestName(id, ids);
  throw usageError(`there is no exercise "${id}" for this lab`, {
    remedy: nearest ? `did you mean ${nearest}?` : `they are ${ids.join(', ')}`,
  });
}

function anyExercise(lab: Lab): Exercise {
  const exercises = exercisesOf(lab);
  return exercises[Math.floor(Math.random() * exercises.length)]!;
}

/** Both languages, a line each. */
export const bilingual = ({ en, ko }: { readonly en: string; readonly ko: string }): string => `${en}\n${ko}`;
