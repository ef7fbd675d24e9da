import type { VantagePoint } from '../probe';
import { type Decision, type FailedLooks, failedLooks } from './decide';
import type { Language, Sentence } from './sentence';
import type { LookSpan } from './spans';

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
  /** Looks at a true claim that failed all the same; `evidence` tells of them, too. Default: none. */
  readonly failedLooks?: FailedLooks;
  /** Why it was not asked; it then counts neither as true nor as false, and `ok` is true. Default: it was asked. */
  readonly notAsked?: string;
  /** Every look, and where its time went. */
  readonly looks?: readonly LookSpan[];
}

export interface Report {
  /** The lab's name. */
  readonly lab: string;
  readonly claims: readonly ClaimResult[];
  /** Whether every claim is true. */
  readonly ok: boolean;
}

/** How a result is marked: true, not true, not asked. */
export const markOf = ({ ok, notAsked }: Pick<ClaimResult, 'ok' | 'notAsked'>): string => (notAsked ? '–' : ok ? '✔' : '✘');

/** `all 41 claims are true`, `all 38 claims that can be asked are true, 3 were not asked`, `2 of 41 claims are not true: dns.intranet-page, …` */
export function reportSummary(report: Report): string {
  const failed = report.claims.filter(({ ok }) => !ok).map(({ id }) => id);
  const total = report.claims.length;
  const skipped = report.claims.filter(({ notAsked }) => notAsked).length;
  if (failed.length === 0 && skipped > 0)
    return `all ${total - skipped} claims that can be asked are true, ${skipped} ${skipped === 1 ? 'was' : 'were'} not asked`;
  if (failed.length === 0) return `all ${total} claims are true`;
  return `${failed.length} of ${total} claims ${failed.length === 1 ? 'is' : 'are'} not true: ${failed.join(', ')}`;
}

/** So much is told of a claim that is not true where its whole report may be far away. */
const most = { claims: 10, characters: 300 } as const;

/** The summary, and below it what was seen of the claims that are not true: the last words of a run may be all that is kept of it. */
export function failureSummary(report: Report): string {
  const failed = report.claims.filter(({ ok }) => !ok);
  const told = failed.slice(0, most.claims).map(({ id, evidence }) => `  ${id}: ${evidence.slice(0, most.characters)}`);
  const left = failed.length - told.length;
  return [reportSummary(report), ...told, ...(left > 0 ? [`  and ${left} more`] : [])].join('\n');
}

/** What was seen last, and what failed before: a claim that is true only at times is not known by its last look. */
export function evidenceOf({ ok, because, looks }: Pick<Decision, 'ok' | 'because' | 'looks'>): string {
  const { evidence } = looks.at(-1)!.verdict;
  const failed = failedLooks(looks);
  if (because === 'unsteady') return `not at all times: ${describeFailedLooks(failed!)}`;
  return ok && failed ? `${evidence}; but ${describeFailedLooks(failed)}` : evidence;
}

/** `2 of 21 looks failed, first: refused; last: timed out`, and what was still changing in the lab. */
function describeFailedLooks({ count, of, first, last, unsettled }: FailedLooks): string {
  const seen = first === last ? first : `first: ${first}; last: ${last}`;
  const meanwhile =
    unsettled.length > 0 ? ` (${unsettled[0]}${unsettled.length > 1 ? `, and ${unsettled.length - 1} more` : ''})` : '';
  return `${count} of ${of} looks failed${meanwhile}${first === last ? ': ' : ', '}${seen}`;
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
