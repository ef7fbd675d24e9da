import { labError } from '../../../host/user-error';
import { waitFor } from '../../../host/wait';
import { type Change, repairChange, runStep, type Step } from '../../../lib/claims';
import type { Report } from '../../../lib/verify';
import { systemClock } from '../../../operations/system-clock';
import type { Context } from '../../../operations/context';
import { existing, isNamed, look, type Looking, readingClaims, whileLooking } from './looks';
import type { Outcome, RedClaim } from './sabotage-outcome';
import type { Sabotage } from './sabotage';

/** Seconds a claim has to turn red in one look: what was true a moment ago need not be waited for. */
const impatience = 10;

/** Seconds a sabotage has to show where it does not say. */
const usualLimit = 120;

/** Seconds until all is true again, after the repair. */
const trueAgainLimit = 300;

/** What is looked at while the lab is sabotaged. */
export interface TryOptions {
  /** Every claim that only looks, besides those that must turn red. Default: those alone. */
  readonly everything?: boolean;
}

/**
 * Sabotages the running lab, looks which claims turn red, repairs it, and looks until they are true again.
 * @returns what was seen; a sabotage that could not be done, or left something, is told in it
 * @throws a lab fault where the lab could not be repaired; the record of the change stays, for `./lab fix`
 */
export async function trySabotage(context: Context, sabotage: Sabotage, options: TryOptions = {}): Promise<Outcome> {
  return whileLooking(context, async (looking) => {
    const seen = await whileSabotaged(looking, sabotage, () => untilRed(looking, sabotage, options));
    return { id: sabotage.id, ...seen, ...(await untilTrue(looking, sabotage, seen.red)) };
  });
}

/** Does work on the sabotaged lab. Recorded before and repaired after, whatever happens. */
async function whileSabotaged(
  looking: Looking,
  { id, break: steps, repair }: Sabotage,
  work: () => Promise<Pick<Outcome, 'red' | 'missed'>>,
): Promise<Pick<Outcome, 'red' | 'missed' | 'fault'>> {
  const { changes } = looking;
  const change: Change = { kind: 'sabotaged', id, repair };
  await changes.begin(change);
  try {
    const fault = await firstFault(looking, steps);
    return fault === undefined ? await work() : { red: [], missed: [], fault };
  } finally {
    await undo(looking, change);
  }
}

/** Repairs the lab, and removes the record when that has succeeded. */
async function undo(looking: Looking, change: Extract<Change, { kind: 'sabotaged' }>): Promise<void> {
  const repaired = await looking.changes.uninterrupted(() => repairChange(repairing(looking), change));
  if (repaired.ok) return looking.changes.end(change);
  throw labError(`the sabotage ${change.id} could not be repaired: ${repaired.evidence}`, {
    remedy: `look at it with ${repaired.command}; ./lab fix tries again`,
  });
}

const repairing = ({ context: { lab }, probe }: Looking) => ({ lab, probe, clock: systemClock });

/** Runs the commands one after the other. @returns what went wrong, if something did */
async function firstFault(looking: Looking, steps: readonly Step[]): Promise<string | undefined> {
  const context = { ...repairing(looking), observe: <T>(_key: string, take: () => T) => take(), invalidate: () => undefined };
  for (const step of steps) {
    const done = await runStep(context, step);
    if (!done.ok) return `it could not be done: ${done.command}: ${done.evidence}`;
  }
  return undefined;
}

/** Looks until one claim of each name is red, or its time is over. */
async function untilRed(
  looking: Looking,
  { id, turnsRed, within = usualLimit }: Sabotage,
  { everything = false }: TryOptions,
): Promise<Pick<Outcome, 'red' | 'missed'>> {
  const began = Date.now();
  const red = new Map<string, RedClaim>();
  const missed = () => turnsRed.filter((name) => ![...red.keys()].some((claim) => isNamed(claim, name)));
  let all = everything;
  const lookOnce = async () => {
    const claims = all ? readingClaims(looking, missed()) : existing(looking, missed());
    all = false;
    await look(looking, claims, impatience, ({ id: claim, evidence }) => {
      if (!red.has(claim)) red.set(claim, { claim, seconds: (Date.now() - began) / 1000, evidence });
    });
    const isOver = existing(looking, missed()).length === 0 || Date.now() - began >= within * 1000;
    return { value: isOver || undefined, observation: `still true: ${missed().join(', ')}` };
  };
  await waitFor(lookOnce, { what: `the claims that ${id} falsifies`, deadline: within + 600, interval: 3 });
  return { red: [...red.values()], missed: missed() };
}

/** Looks until all that was red, and all that was to be, is true. */
async function untilTrue(looking: Looking, { turnsRed }: Sabotage, red: readonly RedClaim[]): Promise<Partial<Outcome>> {
  const began = Date.now();
  const names = [...turnsRed, ...red.map(({ claim }) => claim)];
  let report: Report | undefined;
  const lookOnce = async () => {
    report = await look(looking, existing(looking, names));
    const isOver = report.ok || Date.now() - began >= trueAgainLimit * 1000;
    return { value: isOver || undefined, observation: 'not all is true yet' };
  };
  await waitFor(lookOnce, { what: 'all to be true again', deadline: trueAgainLimit + 600, interval: 5 });
  const left = report!.claims.flatMap(({ ok, id, evidence }) => (ok ? [] : [`${id} (${evidence})`]));
  const trueAgain = (Date.now() - began) / 1000;
  return left.length === 0 ? { trueAgain } : { fault: `not true after the repair: ${left.join('; ')}` };
}
