import { Clock } from './clock';
import { Unseen } from '../probe';
import type { Verdict } from './verdict';

export interface Patience {
  readonly deadlineSeconds: number;
  readonly intervalSeconds: number;
  /** How many looks in a row must hold. Default: 1. */
  readonly times?: number;
}

/**
 * Looks again and again until the verdict has held `times` in a row, is final, or the deadline has passed.
 * A look that could not be taken (`Unseen`) counts as one that does not hold. An interruption ends it between two looks.
 * @returns the last verdict.
 */
export async function pollUntil(
  clock: Clock,
  patience: Patience,
  look: () => Promise<Verdict>,
  onLook?: (verdict: Verdict) => void,
): Promise<Verdict> {
  const end = clock.now() + patience.deadlineSeconds * 1000;
  const times = patience.times ?? 1;
  let held = 0;
  for (;;) {
    const verdict = await attempt(look);
    onLook?.(verdict);
    held = verdict.ok ? held + 1 : 0;
    if (held >= times || verdict.final) return verdict;
    if (!verdict.ok && clock.now() >= end) return verdict;
    await clock.sleep(patience.intervalSeconds);
  }
}

async function attempt(look: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Unseen)) throw error;
    return { ok: false, evidence: error.message, command: error.seen.command };
  }
}

/** Patience for what must become true on a slow, emulated cluster. */
export const patient = { deadlineSeconds: 180, intervalSeconds: 5 } as const;

/** For what must never happen: seen not to happen three times. */
export const never = { deadlineSeconds: 120, intervalSeconds: 3, times: 3 } as const;
