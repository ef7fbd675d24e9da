import type { Clock } from './clock';
import { InconclusiveError } from '../probe';
import type { Verdict } from './verdict';

export interface PollOptions {
  readonly deadlineSeconds: number;
  readonly intervalSeconds: number;
  /** How many checks in a row must hold. Default: 1. */
  readonly times?: number;
}

/**
 * For what a claim itself waits for, such as the effect of its own change; `decide` looks at claims. Repeats a check until its verdict has held `times` in a row, is final, or the deadline has passed. A check that throws
 * `InconclusiveError` counts as failed. An interruption ends it between two checks.
 * @returns the last verdict.
 */
export async function pollUntil(
  clock: Clock,
  options: PollOptions,
  check: () => Promise<Verdict>,
  onVerdict?: (verdict: Verdict) => void,
): Promise<Verdict> {
  const end = clock.now() + options.deadlineSeconds * 1000;
  const times = options.times ?? 1;
  let held = 0;
  for (;;) {
    const verdict = await attempt(check);
    onVerdict?.(verdict);
    held = verdict.ok ? held + 1 : 0;
    if (held >= times || verdict.final) return verdict;
    if (!verdict.ok && clock.now() >= end) return verdict;
    await clock.sleep(options.intervalSeconds);
  }
}

/** One check. */
export async function attempt(check: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof InconclusiveError)) throw error;
    return { ok: false, evidence: error.message, command: error.seen.command };
  }
}

/** For what must become true on a slow, emulated cluster. */
export const eventually = { deadlineSeconds: 180, intervalSeconds: 5 } as const;

/** For what must never happen: it is checked three times. */
export const forbidden = { deadlineSeconds: 120, intervalSeconds: 3, times: 3 } as const;
