import { describeVantagePoint } from '../../lib/probe';
import { table } from '../../lib/report';
import { printable, printableText } from '../../lib/report/printable';
import { formatDuration } from '../../lib/report/times';
import { type ClaimResult, markOf } from '../../lib/verify';
import type { Round } from '../../operations/watch-lab';

/** How much of a terminal there is. */
export interface Room {
  readonly rows: number;
}

/** A round as a table that fits the terminal: all claims, or those that are not true where there is not room for all. */
export const watchTable = (round: Round, { rows }: Room): string =>
  // The last row is the cursor's.
  linesOf(round, rows)
    .split('\n')
    .slice(0, Math.max(1, rows - 1))
    .join('\n');

function linesOf(round: Round, rows: number): string {
  const head = headOf(round);
  if (round.trouble) return head;
  const { claims } = printable(round.report.report);
  // The head and its empty line, the table's two lines, and the line of the cursor.
  const room = Math.max(1, rows - 5);
  if (claims.length <= room) return `${head}\n\n${claimTable(claims)}`;
  const failed = claims.filter(({ ok }) => !ok);
  const shown = failed.slice(0, room - 1);
  const hidden = claims.length - shown.length;
  const rest =
    failed.length > shown.length
      ? `… and ${hidden} more, ${failed.length - shown.length} of them not true`
      : `… and ${hidden} that are true`;
  return [head, '', ...(shown.length > 0 ? [claimTable(shown)] : []), rest].join('\n');
}

/** What has changed since the round before, a line each. In the first round: what is not true. */
export function watchChanges(round: Round, before: Round | undefined): readonly string[] {
  const time = timeOf(round.endedAt);
  if (round.trouble)
    return round.trouble.message === before?.trouble?.message ? [] : [`${time} ${printableText(round.trouble.message)}`];
  const { claims } = printable(round.report.report);
  const known = new Map(before?.report?.report.claims.map(({ id, ok }) => [id, ok]));
  const changed = claims.filter(({ id, ok }) => ok !== (known.get(id) ?? true)).map((claim) => `${time} ${changeOf(claim)}`);
  const tally = before?.report ? [] : [`${time} ${tallyOf(claims)}`];
  return [...changed, ...tally];
}

function headOf({ number, endedAt, report, trouble }: Round): string {
  const begin = `round ${number} · ${timeOf(endedAt)}`;
  if (trouble) return `${begin} · ${oneLine(trouble.message)}`;
  return `${begin} · ${tallyOf(report.report.claims)} · ${formatDuration(report.milliseconds)}`;
}

const tallyOf = (claims: readonly ClaimResult[]): string =>
  `${claims.filter(({ ok, notAsked }) => ok && !notAsked).length} of ${claims.length} claims are true`;

const claimTable = (claims: readonly ClaimResult[]): string =>
  table(
    ['', 'claim', 'seen from', 'time', 'seen'],
    claims.map(({ ok, notAsked, id, from, milliseconds, evidence }) => [
      ...[markOf({ ok, notAsked }), id, describeVantagePoint(from), `${(milliseconds / 1000).toFixed(1)} s`],
      oneLine(evidence),
    ]),
  );

const changeOf = ({ ok, id, evidence }: ClaimResult): string => `${ok ? '✔' : '✘'} ${id}: ${oneLine(evidence)}`;

const oneLine = (text: string): string => printableText(text).replace(/\s+/g, ' ').trim();

/** `14:03:59`, in universal time. */
const timeOf = (time: Date): string => time.toISOString().slice(11, 19);
