import type { Lab } from '../model';
import type { Probe } from '../probe';
import type { Claim } from './claim';
import { ClaimRunner } from './claim-runner';
import { pooled } from './pooled';
import type { Report } from './result';
import type { VerifyOptions } from './verify-options';

/** At most this many doubtful claims get a second look. More of them are the lab's own fault, and would only cost time. */
const secondLooks = 3;

/**
 * Checks claims on a running lab. Claims that change the lab run after all that only read. Those that stop machines run last, one
 * at a time.
 * @throws what the probe or the clock throws when verification was interrupted, once the lab is repaired.
 */
export async function verify(claims: readonly Claim[], lab: Lab, probe: Probe, options: VerifyOptions): Promise<Report> {
  const runner = new ClaimRunner(claims.length, lab, probe, options);
  const { run, results } = runner;
  const width = options.concurrency ?? Math.max(1, claims.length);
  const oneByOne = (some: readonly Claim[]): Promise<void> => pooled(some, 1, run);
  const { reading, changing, disruptive } = phasesOf(claims);
  await pooled(reading, width, runner.runAmongOthers);
  // On a busy machine an answer may have come too late, so each is looked at once more on its own.
  await oneByOne(runner.takeDoubts(secondLooks));
  await pooled(changing, width, oneByOne);
  await oneByOne(disruptive);
  const inOrder = claims.map(({ id }) => results.get(id)!);
  return { lab: lab.name, claims: inOrder, ok: inOrder.every(({ ok }) => ok) };
}

/** Claims that only read; those that change the lab, by what they change; those that stop machines. */
function phasesOf(claims: readonly Claim[]) {
  const changing = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (!claim.changes || claim.disruptive) continue;
    changing.set(claim.changes, [...(changing.get(claim.changes) ?? []), claim]);
  }
  return {
    reading: claims.filter(({ changes, disruptive }) => !changes && !disruptive),
    changing: [...changing.values()],
    disruptive: claims.filter(({ disruptive }) => disruptive),
  };
}
