import type { Lab } from '../../model';
import { type CallerKind, callerKinds } from './places';
import { type Cell, reachTable } from './reach-table';
import { describeWay } from './reach-words';

/** The heads of the table's columns, by who asks. */
export const callerWords: Readonly<Record<CallerKind, string>> = {
  pod: 'a pod on each node',
  node: 'each node',
  'own-pods': 'its own pods',
  'name-server': 'the company’s server',
  lan: 'a LAN host',
  outside: 'an outsider',
};

/** One cell in words: `reached at 10.96.0.100 and by name`. */
export function describeCell(lab: Lab, { destination, expected, ways, because }: Cell): string {
  if (expected === 'empty') return `not asked: ${because}`;
  const how = ways.flatMap((way) => describeWay(lab, destination, way)?.en ?? []);
  return [[expected, how.join(', ')].filter(Boolean).join(' '), ...(because ? [because] : [])].join('; ');
}

/** A row for each cell: whom, from where, what must come of it, and which claims show it. */
export const reachRows = (lab: Lab): string[][] =>
  reachTable(lab).map((cell) => [cell.destination.id, cell.caller.id, describeCell(lab, cell), cell.claims.join(', ') || '-']);

/** A row for each kind of caller and destination: nodes are alike, so the last one stands for all. */
export function reachByKind(lab: Lab): string[][] {
  const cells = reachTable(lab);
  const ids = [...new Set(cells.map(({ destination }) => destination.id))];
  return ids.flatMap((id) =>
    callerKinds.map((kind) => {
      const cell = cells.findLast(({ destination, caller }) => destination.id === id && caller.kind === kind)!;
      return [
        id,
        callerWords[kind],
        describeCell(lab, cell),
        cell.claims.map((claim) => `\`${forEach(claim, cell)}\``).join(', '),
      ];
    }),
  );
}

/** `reach.db.from-pod.NODE` */
const forEach = (claim: string, { caller }: Cell): string =>
  caller.kind === 'pod' || caller.kind === 'node' ? claim.replace(/\.[^.]+$/, '.NODE') : claim;
