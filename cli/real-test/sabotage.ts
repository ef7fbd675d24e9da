import { labFault } from '../../host/fault';
import { waitFor } from '../../host/wait';
import { type Exercise, exercisesOf } from '../../lib/exercises';
import { type ClaimResult, type Report, verify } from '../../lib/verify';
import { withHands } from '../commands/exercises';
import { type Context, runningHypervisor } from '../context';
import { createLiveProbe } from '../lab-probe';

/** Seconds a claim has to turn red: what was true a moment ago need not be waited for. */
const impatience = 10;

/** Exercises for one run: all of them, or three that differ from day to day. */
export function chosenExercises(exercises: readonly Exercise[], options: { all: boolean; day: number }): readonly Exercise[] {
  if (options.all) return exercises;
  const first = (options.day * 3) % exercises.length;
  return [...exercises, ...exercises].slice(first, first + Math.min(3, exercises.length));
}

/**
 * Breaks the running lab in one way after the other: verify must name each, and be content again after the repair. After all of
 * them the whole lab must be as it was.
 */
export async function expectSabotageIsCaught(context: Context, options: { all: boolean }): Promise<void> {
  const day = Math.floor(Date.now() / 86_400_000);
  for (const exercise of chosenExercises(exercisesOf(context.lab), { ...options, day })) {
    await context.progress.step(`Sabotage ${exercise.id}: verify names it`, async (step) => {
      try {
        await withHands(context, (hands) => exercise.break(hands));
        step.detail(describeFalse(await untilAllFalse(context, exercise)));
      } finally {
        await withHands(context, (hands) => exercise.mend(hands));
      }
    });
    await context.progress.step(`Sabotage ${exercise.id}: all true after the repair`, () => expectAllTrue(context, exercise));
  }
  if (!options.all) return;
  await context.progress.step('Every claim is true after all sabotages', async () => {
    const report = await look(context, []);
    if (!report.ok) throw labFault(`the lab was mended, and verify is not content: ${describeFalse(report)}`);
  });
}

/** Looks until every claim the exercise falsifies is seen to be false, and returns that look. */
async function untilAllFalse(context: Context, exercise: Exercise): Promise<Report> {
  const missed = (report: Report) =>
    exercise.falsifies.filter((name) => !report.claims.some((claim) => !claim.ok && isNamed(claim, name)));
  const lookOnce = async () => {
    const report = await look(context, exercise.falsifies, impatience);
    const left = missed(report);
    return left.length === 0 ? { value: report, observation: '' } : { observation: `still true: ${left.join(', ')}` };
  };
  // A change may need a while to show: kubelet brings a changed ConfigMap within two minutes, an old answer is kept for thirty seconds.
  return waitFor(lookOnce, { what: `verify to find what ${exercise.id} broke`, deadline: 10 * 60, interval: 5 });
}

async function expectAllTrue(context: Context, exercise: Exercise): Promise<void> {
  const report = await look(context, exercise.falsifies);
  if (!report.ok) throw labFault(`the lab was mended (${exercise.id}), and verify is not content: ${describeFalse(report)}`);
}

const isNamed = (claim: ClaimResult, name: string): boolean => claim.id === name || claim.id.startsWith(`${name}.`);

const describeFalse = ({ claims }: Report): string =>
  claims
    .filter(({ ok }) => !ok)
    .map(({ id, evidence, lookAt }) => `${id} (${evidence}; look at: ${lookAt})`)
    .join('; ') || 'nothing';

/** These claims; all of them where none is named. */
async function look(context: Context, only: readonly string[], deadlineSeconds?: number): Promise<Report> {
  const hypervisor = await runningHypervisor(context);
  const probe = await createLiveProbe(context);
  try {
    return await verify(context.lab, probe, {
      simulatedInternet: hypervisor.internet === 'simulated',
      only,
      deadlineSeconds,
    });
  } finally {
    await probe.close();
  }
}
