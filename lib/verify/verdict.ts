import type { Observation } from '../probe';

/** What one check of a claim showed. */
export interface Verdict {
  readonly ok: boolean;
  /** What was seen, in words. */
  readonly evidence: string;
  /** The command that showed it, to paste. */
  readonly command: string;
  /** Overrides the claim's `lookAt`. */
  readonly lookAt?: string;
  /** No later check can make it true: a forbidden observation was made. */
  readonly final?: boolean;
  /** What the check saw to be still changing, so that a failure may pass: `chrony was started 3 s ago`. */
  readonly settling?: string;
  /** The check changed the lab, so that it is not repeated as long as the others run. Default: it may be. */
  readonly once?: boolean;
}

/** The verdict that follows from one observation. */
export const verdict = (seen: Observation, ok: boolean, evidence: string): Verdict => ({ ok, evidence, command: seen.command });

/** One of several facts that one observation shows, and what is said about it. */
export interface Finding {
  readonly ok: boolean;
  readonly text: string;
}

/** The verdict on all findings of one observation: evidence names the wrong ones, or all where none is wrong. */
export function verdictOfAll(seen: Observation, findings: readonly Finding[]): Verdict {
  const wrong = findings.filter(({ ok }) => !ok);
  return verdict(seen, wrong.length === 0, (wrong.length > 0 ? wrong : findings).map(({ text }) => text).join('; '));
}
