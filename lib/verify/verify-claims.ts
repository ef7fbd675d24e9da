import type { Lab } from '../model';
import type { Probe } from '../probe';
import type { Claim } from './claim';
import { ClaimRunner } from './claim-runner';
import { Pool } from './pool';
import type { Report } from './result';
import { disturbs, type Row, timetableOf } from './timetable';
import type { VerifyOptions } from './verify-options';

/** Doubtful claims get a second look until this many have stayed false. More of them are the lab's own fault, and would only cost time. */
const stayedFalse = 3;

/**
 * Checks claims on a running lab. A claim that changes the lab begins when those that it would disturb are decided, beside all others.
 * Those that stop machines run last, one at a time.
 * @throws what the probe or the clock throws when verification was interrupted, once the lab is repaired.
 */
export async function verify(claims: readonly Claim[], lab: Lab, probe: Probe, options: VerifyOptions): Promise<Report> {
  const runner = new ClaimRunner(claims.length, lab, probe, options);
  const { run, results } = runner;
  const width = options.concurrency ?? Math.max(1, claims.length);
  const { reading, rows, disruptive } = timetableOf(claims);
  const pool = new Pool(width);
  const waiting = new Set(rows);
  const begin = (isFree: (row: Row) => boolean) => {
    for (const row of [...waiting].filter(isFree)) {
      waiting.delete(row);
      pool.add(() => oneByOne(row.claims, runner.runAmongOthers));
    }
  };
  const isDecided = ({ id }: Claim) => results.has(id);
  const beginFree = () => begin((row) => reading.every((claim) => isDecided(claim) || !disturbs(row, claim)));
  for (const claim of reading) pool.add(() => runner.runAmongOthers(claim).then(beginFree));
  await pool.end();
  // On a busy machine an answer may have come too late, so each is looked at once more on its own.
  await runner.decideDoubts(stayedFalse);
  begin(() => true);
  await pool.end();
  await runner.decideDoubts(stayedFalse);
  await oneByOne(disruptive, run);
  const inOrder = claims.map(({ id }) => results.get(id)!);
  return { lab: lab.name, claims: inOrder, ok: inOrder.every(({ ok }) => ok) };
}

async function oneByOne(claims: readonly Claim[], run: (claim: Claim) => Promise<void>): Promise<void> {
  for (const claim of claims) await run(claim);
}
