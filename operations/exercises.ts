import { randomBytes } from 'node:crypto';
import { labFault, usageFault } from '../host/fault';
import { uninterrupted } from '../host/interruption';
import { type Exercise, ExerciseError, exercisesOf, type LabActions, labActions } from '../lib/exercises';
import { closestName, type Lab } from '../lib/model';
import type { Context } from './context';
import { createLiveProbe } from './live-probe/lab-probe';
import { OpenChanges } from './lab-folder/open-changes';
import { repairLeftovers } from './repair-leftovers';
import { table } from '../lib/report';

/** `./lab exercises`: what a student may be given to find. The solution is told on demand only. */
export async function listExercises(
  context: Context,
  options: { json?: boolean; hint?: string; solution?: string },
): Promise<void> {
  const exercises = exercisesOf(context.lab);
  if (options.hint !== undefined) return context.out(bilingual(findExercise(context.lab, options.hint).hint));
  if (options.solution !== undefined) return context.out(bilingual(findExercise(context.lab, options.solution).solution));
  const now = new OpenChanges(context).exercises();
  const listed = exercises.map(({ id, complaint }) => ({ id, broken: now.includes(id), complaint }));
  if (options.json) return context.out(JSON.stringify(listed, null, 2));
  context.out(
    table(
      ['exercise', 'state', 'complaint'],
      listed.map((each) => [each.id, each.broken ? 'broken' : '', each.complaint.en]),
    ),
  );
}

/** `./lab break`: breaks the lab in one way, or in one chosen by chance, and tells the complaint. */
export async function breakLab(context: Context, id: string | undefined): Promise<void> {
  const exercise = id === undefined ? anyExercise(context.lab) : findExercise(context.lab, id);
  await repairLeftovers(context);
  await context.progress.step('Breaking the lab', () => breakBy(context, exercise));
  // A name that tells the cause would spoil the search.
  context.out(`${bilingual(exercise.complaint)}\n\n./lab verify says what is no longer true; ./lab fix mends it.`);
}

/** `./lab fix`: mends one exercise, or all that were broken; and before, what a killed command left changed in the lab. */
export async function fixLab(context: Context, id: string | undefined): Promise<void> {
  const asked = id === undefined ? undefined : findExercise(context.lab, id).id;
  const repaired = await repairLeftovers(context, (sentence) => context.out(bilingual(sentence)));
  const ids = asked === undefined ? new OpenChanges(context).exercises() : [asked];
  for (const each of ids) await fixExercise(context, each);
  if (ids.length + repaired === 0) context.out('Nothing is broken by an exercise, and no earlier command left anything changed.');
}

async function fixExercise(context: Context, id: string): Promise<void> {
  const exercise = exercisesOf(context.lab).find((other) => other.id === id);
  if (exercise) {
    await context.progress.step('Mending the lab', () => mendBy(context, exercise));
    return context.out(bilingual(exercise.solution));
  }
  // The definition has changed since it was broken, and what it broke has gone.
  new OpenChanges(context).remove({ kind: 'exercise', id });
  context.out(`The exercise ${id} is about something that this lab has no more.`);
}

/** Breaks the lab. Recorded first: what is broken by halves has to be mended, too. */
export async function breakBy(context: Context, exercise: Exercise, by = 'break'): Promise<void> {
  new OpenChanges(context).add({ kind: 'exercise', id: exercise.id }, by);
  await withActions(context, (actions) => exercise.break(actions));
}

/** Undoes it, whatever of it was done. The record goes when that has succeeded. */
export async function mendBy(context: Context, exercise: Exercise): Promise<void> {
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
      throw labFault(error.message, {
        remedy: 'is the lab whole (./lab status)? ./lab fix undoes what was done so far',
        cause: error,
      });
    throw error;
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
}

function findExercise(lab: Lab, id: string): Exercise {
  const exercises = exercisesOf(lab);
  const found = exercises.find((exercise) => exercise.id === id);
  if (found) return found;
  const ids = exercises.map((exercise) => exercise.id);
  const nearest = closestName(id, ids);
  throw usageFault(`there is no exercise "${id}" for this lab`, {
    remedy: nearest ? `did you mean ${nearest}?` : `they are ${ids.join(', ')}`,
  });
}

function anyExercise(lab: Lab): Exercise {
  const exercises = exercisesOf(lab);
  return exercises[Math.floor(Math.random() * exercises.length)]!;
}

const bilingual = ({ en, ko }: { readonly en: string; readonly ko: string }): string => `${en}\n${ko}`;
