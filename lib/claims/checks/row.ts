import type { HeadlessService, Workload } from '../../model';
import { untilBack } from '../changes/pod-deleted';
import { rowWritten, table } from '../changes/row-written';
import { describeObservation, type Observation, psql } from '../../probe';
import { pollUntil, together, verdict, type Verdict, type VerifyContext, withChange } from '../../verify';

/** The pods whose rows are compared. */
export interface Databases {
  readonly workload: Workload;
  /** The headless Service that gives the pods their names. */
  readonly service: HeadlessService;
  readonly pod: string;
  /** Another one, which must not have the row. */
  readonly other?: string;
}

/**
 * Writes a row to the pod, acts on the pod, and checks that the row is still there and nowhere else. Removes the row. A failed
 * verdict is for once, because the action is not repeated.
 */
export async function keepsRow(context: VerifyContext, databases: Databases, action: () => Promise<Verdict>): Promise<Verdict> {
  const { pod, workload } = databases;
  let written = false;
  const change = { kind: 'row-written', statefulSet: workload.name, pod } as const;
  const changed = await withChange(context, rowWritten, change, async () => {
    const mark = context.unique();
    const statement = `CREATE TABLE IF NOT EXISTS ${table} (mark text); INSERT INTO ${table} VALUES ('${mark}')`;
    const seen = await sqlIn(context, databases, pod, statement);
    written = seen.exitCode === 0;
    if (!written) return verdict(seen, false, `could not write to ${pod}: ${describeObservation(seen)}`);
    const done = await action();
    if (!done.ok) return done;
    const found = await lookForRow(context, databases, mark);
    return found.ok ? { ...found, evidence: `${done.evidence}; ${found.evidence}` } : found;
  });
  const seen = together(changed);
  return seen.ok ? seen : { ...seen, once: written };
}

async function lookForRow(context: VerifyContext, databases: Databases, mark: string): Promise<Verdict> {
  const { pod, other } = databases;
  const kept = await pollUntil(context.clock, untilBack, async () => {
    const seen = await sqlIn(context, databases, pod, `SELECT count(*) FROM ${table} WHERE mark = '${mark}'`);
    const count = seen.stdout.trim();
    // A server that answers without the row, or without its table, has lost it for good.
    const answered = seen.exitCode === 0 || /relation .* does not exist/.test(seen.stderr);
    const evidence = seen.exitCode === 0 ? `${pod} has ${count} of the 1 row written` : describeObservation(seen);
    return { ...verdict(seen, seen.exitCode === 0 && count === '1', evidence), final: answered };
  });
  if (!kept.ok || !other) return kept;
  const elsewhere = await sqlIn(context, databases, other, `SELECT to_regclass('${table}') IS NULL`);
  const apart = elsewhere.exitCode === 0 && elsewhere.stdout.trim() === 't';
  if (apart) return { ...kept, evidence: `${pod} has the row; ${other} does not have it` };
  const trouble = elsewhere.exitCode === 0 ? `${other} has the table written to ${pod}` : describeObservation(elsewhere);
  return verdict(elsewhere, false, trouble);
}

const sqlIn = (context: VerifyContext, { service }: Databases, pod: string, sql: string): Promise<Observation> =>
  psql(context, pod, `${pod}.${service.name}`, sql);
