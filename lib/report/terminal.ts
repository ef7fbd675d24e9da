import { describeVantagePoint } from '../probe';
import { describeFailure, type Language, reportSummary } from '../verify';
import { failures, type LabReport, trueAfterFailures } from './lab-report';
import { printable } from './printable';
import { table } from './table';

/** The report for a terminal: one line for each claim, then those that were not true at once, the failures in full, and the summary. */
export function terminalText({ report }: LabReport, language: Language = 'en'): string {
  const { claims } = printable(report);
  const rows = claims.map((claim) => [
    claim.ok ? '✔' : '✘',
    claim.id,
    describeVantagePoint(claim.from),
    `${(claim.milliseconds / 1000).toFixed(1)} s`,
    claim.sentence[language],
  ]);
  const failed = failures(claims);
  return [
    table(['', 'claim', 'seen from', 'time', 'sentence'], rows),
    ...trueAfterFailures(claims).map(({ id, evidence }) => `! ${id} is true, but not at once\n  seen:    ${evidence}`),
    ...failed.map((claim) => describeFailure(claim, language)),
    reportSummary(report),
    `${claims.length - failed.length} passed, ${failed.length} failed`,
  ].join('\n\n');
}
