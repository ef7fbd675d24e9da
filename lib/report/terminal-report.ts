import { describeVantagePoint } from '../probe';
import { type ClaimResult, describeFailure, type Language, markOf, reportSummary } from '../verify';
import { failures, type LabReport, notAsked, trueAfterFailures } from './lab-report';
import { printable } from './printable';
import { table } from './table';

/** The report for a terminal: one line for each claim, then those that were not true at once, the failures in full, and the summary. */
export function terminalText({ report }: LabReport, language: Language = 'en'): string {
  const { claims } = printable(report);
  const rows = claims.map((claim) => [
    markOf(claim),
    claim.id,
    describeVantagePoint(claim.from),
    `${(claim.milliseconds / 1000).toFixed(1)} s`,
    claim.sentence[language],
  ]);
  const failed = failures(claims);
  return [
    table(['', 'claim', 'seen from', 'time', 'sentence'], rows),
    ...trueAfterFailures(claims).map(({ id, evidence }) => `! ${id} is true, but not at once\n  seen:    ${evidence}`),
    ...notAsked(claims).map(({ id, evidence }) => `– ${id} is ${evidence}`),
    ...failed.map((claim) => describeFailure(claim, language)),
    reportSummary(report),
    tally(claims),
  ].join('\n\n');
}

function tally(claims: readonly ClaimResult[]): string {
  const failed = failures(claims).length;
  const skipped = notAsked(claims).length;
  return `${claims.length - failed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not asked` : ''}`;
}
