import { reachRows } from '../../lib/claims';
import type { Lab } from '../../lib/model';
import { table } from '../../lib/report';
import type { Claim } from '../../lib/verify';

/**
 * Who reaches whom, a line for each pair, and why nothing is asked where nothing is.
 * @param chosen of a choice of claims only the pairs that they show are told. Default: all pairs
 */
export function reachTableText(lab: Lab, chosen?: readonly Claim[]): string {
  const isShown = ([, , , claims]: readonly string[]) =>
    !chosen || claims!.split(', ').some((id) => chosen.some((claim) => claim.id === id));
  const rows = reachRows(lab).filter(isShown);
  return rows.length > 0 ? table(['who is asked', 'asks', 'what must come of it', 'claims'], rows) : '';
}
