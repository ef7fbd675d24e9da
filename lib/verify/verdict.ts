/** What one look at the lab showed. */

import type { Observation } from '../probe';
export interface Verdict {
  readonly ok: boolean;
  /** What was seen, in words. */
  readonly evidence: string;
  /** The command that showed it, to paste. */
  readonly command: string;
  /** What to look at, where this verdict knows it better than its claim. */
  readonly lookAt?: string;
  /** No later look can make it true: the forbidden thing was seen. */
  readonly final?: boolean;
}

/** The verdict that follows from one observation. */
export const verdict = (seen: Observation, ok: boolean, evidence: string): Verdict => ({ ok, evidence, command: seen.command });
