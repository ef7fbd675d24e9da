import { labError } from '../../host/user-error';
import { uninterrupted } from '../../host/interruption';
import { waitFor } from '../../host/wait';
import { type Exercise, exercisesOf } from '../../lib/exercises';
import { chooseClaims } from '../../lib/claims';
import type { Report } from '../../lib/verify';
import { breakBy, fixBy } from '../../operations/exercises';
import type { Context } from '../../operations/context';
import { commitNumber, headCommit } from './head-commit';
import { isNamed, look, whileLooking } from './sabotages/looks';

/** Seconds a claim has to turn red: what was true a moment ago need not be waited for. */
const impatience = 10;

/** Seconds that the repair has once the test was interrupted. */
const fixLimit = 240;

/** Exercises for one run: all of them, or three that differ from commit to commit and are the same in each run of one. */
export function chosenExercises(exercises: readonly Exercise[], options: { all: boolean; commit: number }): readonly Exercise[] {
  if (options.all) return exercises;
  const first = (options.commit * 3) % exercises.length;
  return [...exercises, ...exercises].slice(first, first + Math.min(3, exercises.length));
}

/**
 * Breaks the running lab in one way after the other: verify must name each, and be content again after the repair. After all of
 * them the whole lab must be as it was.
 */
export async function expectSabotageIsCaught(context: Context, options: { all: boolean }): Promise<void> {
  const commit = await headCommit();
  const exercises = chosenExercises(exercisesOf(context.lab), { ...options, commit: commitNumber(commit) });
  context.progress.note(announcement(exercises, { ...options, commit }));
  for (const exercise of exercises) {
    await context.progress.step(`Sabotage ${exercise.id}: verify names it`, async (step) => {
      try {
        await breakBy(context, exercise, 'test');
        step.detail(describeFalse(await untilAllFalse(context, exercise)));
      } finally {
        await uninterrupted(() => fixBy(context, exercise), fixLimit);
      }
    });
    await context.progress.step(`Sabotage ${exercise.id}: all true after the repair`, () => expectAllTrue(context, exercise));
  }
  if (!options.all) return;
  await context.progress.step('Every claim is true after all sabotages', async () => {
    const report = await lookAt(context, []);
    if (!report.ok) throw labError(`the lab was fixed, and verify is not content: ${describeFalse(report)}`);
  });
}

/** Says what is broken in this run, and how to break the same again. */
export function announcement(exercises: readonly Exercise[], options: { all: boolean; commit: string | undefined }): string {
  const ids = exercises.map(({ id }) => id);
  if (options.all) return `sabotages: all ${ids.length}`;
  const source = options.commit ? `of commit ${options.commit.slice(0, 12)}` : 'the first, because git names no commit';
  return `sabotages ${source}: ${ids.join(', ')}; each again by hand: ./lab break ID, ./lab verify, ./lab fix ID`;
}

/** Looks until every claim the exercise falsifies is seen to be false, and returns that look. */
async function untilAllFalse(context: Context, exercise: Exercise): Promise<Report> {
  const missed = (report: Report) =>
    exercise.falsifies.filter((name) => !report.claims.some((claim) => !claim.ok && isNamed(claim.id, name)));
  const lookOnce = async () => {
    const report = await lookAt(context, exercise.falsifies, impatience);
    const left = missed(report);
    return left.length === 0 ? { value: report, observation: '' } : { observation: `still true: ${left.join(', ')}` };
  };
  // A change may need a while to show: kubelet brings a changed ConfigMap within two minutes, an old answer is kept for thirty seconds.
  return waitFor(lookOnce, { what: `verify to find what ${exercise.id} broke`, deadline: 10 * 60, interval: 5 });
}

async function expectAllTrue(context: Context, exercise: Exercise): Promise<void> {
  const report = await lookAt(context, exercise.falsifies);
  if (!report.ok) throw labError(`the lab was fixed (${exercise.id}), and verify is not content: ${describeFalse(report)}`);
}

const describeFalse = ({ claims }: Report): string =>
  claims
    .filter(({ ok }) => !ok)
    .map(({ id, evidence, lookAt }) => `${id} (${evidence}; look at: ${lookAt})`)
    .join('; ') || 'nothing';

/** These claims; all of them where none is named. */
const lookAt = (context: Context, only: readonly string[], deadlineSeconds?: number): Promise<Report> =>
  whileLooking(context, (looking) => look(looking, chooseClaims(context.lab, { only }), deadlineSeconds));
