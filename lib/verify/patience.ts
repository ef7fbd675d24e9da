import type { Verdict } from './verdict';

/** One look of a claim. */
export interface Look {
  /** Milliseconds of the clock. */
  readonly began: number;
  readonly ended: number;
  readonly verdict: Verdict;
  /** What of the lab was still changing when it failed; empty: nothing, so that time does not mend what it saw. */
  readonly unsettled: readonly string[];
}

/** How long a claim is looked at. */
export interface Patience {
  /** Seconds from the end of the first look during which it may become true. */
  readonly deadlineSeconds: number;
  /** Seconds between two looks. */
  readonly intervalSeconds: number;
  /** How many looks in a row must hold. Default: 1. */
  readonly times?: number;
  /** Looks that must hold after those, at once one after the other. Default: none. */
  readonly furtherLooks?: number;
  /** Each look changes the lab, so only its own deadline ends it, and it is not looked at further. Default: no. */
  readonly changing?: boolean;
}

/** What follows from the looks so far: another one after some seconds, or the end. */
export type Next =
  | { readonly afterSeconds: number }
  | { readonly ok: boolean; readonly because: 'held' | 'final' | 'once' | 'deadline' | 'settled' | 'unsteady' };

/**
 * On a settled lab a failure is final after so many looks in a row, spread over so many seconds. Two looks that waited for an answer in
 * vain take longer than three that got a wrong one, and say as much.
 */
export const settledFailure = [
  { looks: 3, seconds: 10 },
  { looks: 2, seconds: 30 },
] as const;

/**
 * After a look has failed on a settled lab, this many must hold in a row. Say that one connection in twenty fails: a second failure is then
 * seen with a probability of 62 % where a look makes one connection. Where it makes nine, that is 99.9 %.
 */
export const steadyLooks = { looks: 19, intervalSeconds: 0.5, seconds: 30 } as const;

/**
 * Decides after each look whether there is another. Patience is only for what may still become true: a failure on a lab that nothing
 * changes is final after a few looks; a lab that is still changing has the claim's whole deadline.
 */
export function afterLook(looks: readonly Look[], patience: Patience): Next {
  const last = looks.at(-1)!;
  const { ok, final, once } = last.verdict;
  if (final || once) return { ok, because: final ? 'final' : 'once' };
  return ok ? afterGood(looks, patience) : afterFailed(looks, patience);
}

function afterGood(looks: readonly Look[], { intervalSeconds, times = 1, furtherLooks = 0, changing }: Patience): Next {
  const good = trailing(looks, ({ verdict }) => verdict.ok);
  if (good.length < times) return { afterSeconds: intervalSeconds };
  const further = changing ? 0 : Math.max(furtherLooks, looks.some(failedOnSettledLab) ? steadyLooks.looks : 0);
  const seconds = (good.at(-1)!.ended - good[times - 1]!.ended) / 1000;
  if (good.length >= times + further || seconds >= steadyLooks.seconds) return { ok: true, because: 'held' };
  return { afterSeconds: steadyLooks.intervalSeconds };
}

function afterFailed(looks: readonly Look[], patience: Patience): Next {
  const last = looks.at(-1)!;
  if (last.ended - looks[0]!.ended >= patience.deadlineSeconds * 1000) return { ok: false, because: 'deadline' };
  if (!patience.changing) {
    if (isUnsteady(looks)) return { ok: false, because: 'unsteady' };
    const failed = trailing(looks, failedOnSettledLab);
    const seconds = (last.ended - (failed[0]?.began ?? last.ended)) / 1000;
    const isFinal = settledFailure.some((enough) => failed.length >= enough.looks && seconds >= enough.seconds);
    if (isFinal) return { ok: false, because: 'settled' };
  }
  return { afterSeconds: patience.intervalSeconds };
}

/** Whether it failed on a settled lab, held, and failed on a settled lab again. */
function isUnsteady(looks: readonly Look[]): boolean {
  const before = looks.slice(0, -1);
  const lastGood = before.findLastIndex(({ verdict }) => verdict.ok);
  return failedOnSettledLab(looks.at(-1)!) && before.slice(0, Math.max(0, lastGood)).some(failedOnSettledLab);
}

const failedOnSettledLab = ({ verdict, unsettled }: Look): boolean => !verdict.ok && unsettled.length === 0;

/** The looks at the end that are all so. */
function trailing(looks: readonly Look[], is: (look: Look) => boolean): readonly Look[] {
  const other = looks.findLastIndex((look) => !is(look));
  return looks.slice(other + 1);
}
