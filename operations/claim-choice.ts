import { usageError } from '../host/user-error';
import { closestName, type Lab, ValueError } from '../lib/model';
import { claimsOf } from '../lib/claims';
import type { VantagePoint } from '../lib/probe';
import { type Claim, selectClaims } from '../lib/verify';

/** Which claims a user wants, as given on the command line. */
export interface ClaimChoice {
  /** Topics, ids or beginnings of ids. */
  readonly only?: readonly string[];
  /** Vantage points, by what `placeNames` calls them. */
  readonly from?: readonly string[];
  /** Those that stop machines or take minutes, too. */
  readonly all?: boolean;
  /** Without those that change the lab, unless `only` names one by more than its topic: for looking again and again. */
  readonly lookingOnly?: boolean;
}

/**
 * The claims of a lab that are chosen, in the order of the lesson. Those that stop machines are among them with `all`, or when
 * named by `only`.
 * @throws a usage fault where a name is nobody's, or nothing is left.
 */
export function chosenClaims(lab: Lab, choice: ClaimChoice): readonly Claim[] {
  const named = namedClaims(lab, choice);
  const { from } = choice;
  if (!from) return named;
  for (const place of from) requirePlace(lab, place);
  const chosen = named.filter((claim) => placeNames(claim.from).some((name) => from.includes(name)));
  if (chosen.length === 0)
    throw usageError(`none of these claims is seen from ${from.join(' or ')}`, {
      remedy: './lab verify --list shows them all; those that stop machines run only with --all, or when --only names them',
    });
  return chosen;
}

/**
 * What `--from` calls a vantage point, its own name last: `lan`, `outside`, a machine's name or `machine` for all,
 * `pod/worker-1` for the toolbox on a node, `pod/db-0` for a workload's pod, or `pod` for all.
 */
export function placeNames(from: VantagePoint): readonly string[] {
  switch (from.at) {
    case 'outside':
    case 'lan':
    case 'gateway':
      return [from.at];
    case 'machine':
      return ['machine', from.name];
    case 'pod':
      return ['pod', `pod/${from.node}`];
    case 'workload':
      return ['pod', `pod/${from.pod}`];
  }
}

function namedClaims(lab: Lab, { only, all, lookingOnly }: ClaimChoice): readonly Claim[] {
  try {
    const claims = selectClaims(claimsOf(lab), only, all);
    if (!lookingOnly) return claims;
    const looking = claims.filter((claim) => !claim.changes || isMeant(claim, only));
    if (looking.length > 0) return looking;
    throw new ValueError(only!.join(' '), 'has only claims that change the lab', 'name one of them by its id');
  } catch (error) {
    if (error instanceof ValueError)
      throw usageError(`--only ${error.value}: it ${error.reason}`, { remedy: error.remedy, cause: error });
    throw error;
  }
}

/** Whether somebody named this claim, and not all of its topic. */
const isMeant = ({ id, topic }: Claim, only: readonly string[] = []): boolean =>
  only.some((name) => name !== topic && (id === name || id.startsWith(`${name}.`)));

function requirePlace(lab: Lab, place: string): void {
  const places = [...new Set(claimsOf(lab).flatMap(({ from }) => placeNames(from)))];
  if (places.includes(place)) return;
  const nearest = closestName(place, places);
  throw usageError(`--from ${place}: no claim is seen from there`, {
    remedy: nearest ? `did you mean ${nearest}?` : `the vantage points are ${places.join(', ')}`,
  });
}
