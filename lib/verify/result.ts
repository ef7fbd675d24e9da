import type { VantagePoint } from '../probe';
import type { Language, Sentence } from './sentence';

/** One claim's result. */
export interface ClaimResult {
  readonly id: string;
  readonly topic: string;
  readonly sentence: Sentence;
  readonly from: VantagePoint;
  readonly ok: boolean;
  readonly evidence: string;
  /** The last command, to paste. */
  readonly command: string;
  /** What to look at when it is not true. */
  readonly lookAt: string;
  readonly milliseconds: number;
}

export interface Report {
  /** The lab's name. */
  readonly lab: string;
  readonly claims: readonly ClaimResult[];
  /** Whether every claim is true. */
  readonly ok: boolean;
}

/** `all 41 claims are true`, `2 of 41 claims are not true: dns.intranet-page, …` */
export function reportSummary(report: Report): string {
  const failed = report.claims.filter(({ ok }) => !ok).map(({ id }) => id);
  const total = report.claims.length;
  if (failed.length === 0) return `all ${total} claims are true`;
  return `${failed.length} of ${total} claims ${failed.length === 1 ? 'is' : 'are'} not true: ${failed.join(', ')}`;
}

/** The report for programs. */
export const reportJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;

/** What was claimed, what was seen instead, the command to see it, and what to look at. */
export function describeFailure(claim: ClaimResult, language: Language = 'en'): string {
  return [
    `✘ ${claim.id}: ${claim.sentence[language]}`,
    `  seen:    ${claim.evidence}`,
    `  command: ${claim.command}`,
    `  look at: ${claim.lookAt}`,
  ].join('\n');
}
