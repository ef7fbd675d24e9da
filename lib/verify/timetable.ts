import type { Claim } from './claim';

/** Claims that change the same thing, one after the other. */
export interface Row {
  readonly claims: readonly Claim[];
}

/** What is looked at, and when the changes may begin. */
export interface Timetable {
  /** Claims that only look; those that a change waits for before others. */
  readonly reading: readonly Claim[];
  readonly rows: readonly Row[];
  /** Claims that stop machines or take minutes. */
  readonly disruptive: readonly Claim[];
}

/** Orders claims so that changes begin as early as they may. */
export function timetableOf(claims: readonly Claim[]): Timetable {
  const rows = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (!claim.changes || claim.disruptive) continue;
    rows.set(claim.changes, [...(rows.get(claim.changes) ?? []), claim]);
  }
  const reading = claims.filter(({ changes, disruptive }) => !changes && !disruptive);
  return {
    reading: firstWhatIsWaitedFor(reading, [...rows.values()]),
    rows: [...rows.values()].map((row) => ({ claims: row })),
    disruptive: claims.filter(({ disruptive }) => disruptive),
  };
}

/** Whether a row would disturb a claim that only looks. One that does not say disturbs all. */
export const disturbs = ({ claims }: Row, reading: Claim): boolean =>
  claims.some((claim) => claim.disturbs === undefined || claim.disturbs(reading));

/** A row that waits for few claims can begin soon, so those come first. */
function firstWhatIsWaitedFor(reading: readonly Claim[], rows: readonly (readonly Claim[])[]): readonly Claim[] {
  const sets = rows.map((claims) => reading.filter((claim) => disturbs({ claims }, claim)));
  const fewest = new Map(
    reading.map((claim) => [claim, Math.min(...sets.map((set) => (set.includes(claim) ? set.length : Infinity)))]),
  );
  const rank = (claim: Claim) => fewest.get(claim)!;
  return [...reading].sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
}
