import { randomBytes } from 'node:crypto';
import { labFault, usageFault } from '../../host/fault';
import { type Exercise, ExerciseFailed, exercisesOf, type Hands, handsOf } from '../../lib/exercises';
import { closestName, type Lab } from '../../lib/model';
import type { Context } from '../context';
import { Remembered } from '../lab-folder';
import { createLiveProbe } from '../lab-probe';
import { table } from '../../lib/report';

/** The exercises that are broken now, kept with the lab. */
const broken = (context: Context) => new Remembered<readonly string[]>(context.stateDir, 'broken');

/** `./lab exercises`: what a student may be given to find. The solution is told on demand only. */
export async function listExercises(
  context: Context,
  options: { json?: boolean; hint?: string; solution?: string },
): Promise<void> {
  const exercises = exercisesOf(context.lab);
  if (options.hint !== undefined) return context.out(bilingual(findExercise(context.lab, options.hint).hint));
  if (options.solution !== undefined) return context.out(bilingual(findExercise(context.lab, options.solution).solution));
  const now = broken(context).get() ?? [];
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
  // Noted first: what is broken by halves has to be mended, too.
  broken(context).set([...new Set([...(broken(context).get() ?? []), exercise.id])]);
  await context.progress.step('Breaking the lab', () => withHands(context, (hands) => exercise.break(hands)));
  // A name that tells the cause would spoil the search.
  context.out(`${bilingual(exercise.complaint)}\n\n./lab verify says what is no longer true; ./lab fix mends it.`);
}

/** `./lab fix`: mends one exercise, or all that were broken. */
export async function fixLab(context: Context, id: string | undefined): Promise<void> {
  const ids = id === undefined ? (broken(context).get() ?? []) : [findExercise(context.lab, id).id];
  for (const each of ids) {
    const exercise = findExercise(context.lab, each);
    await context.progress.step('Mending the lab', () => withHands(context, (hands) => exercise.mend(hands)));
    broken(context).set((broken(context).get() ?? []).filter((other) => other !== each));
    context.out(bilingual(exercise.solution));
  }
  if (ids.length === 0) context.out('Nothing is broken by an exercise.');
}

/** Lets work change the running lab. */
export async function withHands(context: Context, work: (hands: Hands) => Promise<void>): Promise<void> {
  const probe = await createLiveProbe(context);
  try {
    await work(handsOf(probe, () => randomBytes(6).toString('hex')));
  } catch (error) {
    if (error instanceof ExerciseFailed)
      throw labFault(error.message, {
        remedy: 'is the lab whole (./lab status)? ./lab fix undoes what was done so far',
        cause: error,
      });
    throw error;
  } finally {
    await probe.close();
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
