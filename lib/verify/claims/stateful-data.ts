import type { HeadlessService, Workload } from '../../model';
import { type Claim, type Verdict, type VerifyContext, verdict } from '../claim';
import { persist } from '../clock';
import { type Pod, podsOf } from '../cluster';
import { describeObservation, type Observation } from '../probe';
import { psql } from '../psql';

const table = 'lab_verify';
/** A pod's deletion, its restart and PostgreSQL's recovery, on a slow hour. */
const untilBack = { deadlineSeconds: 420, intervalSeconds: 5 } as const;

/** The first pod keeps its name and its data when it is deleted, and the second never had them. */
export function keepsDataClaim(service: HeadlessService, workload: Workload, pods: readonly string[]): Claim {
  const [pod, other] = pods as [string, string?];
  const not = other ? `, and ${other} does not have it` : '';
  return {
    id: `stateful-set.keeps-data.${workload.name}`,
    topic: 'stateful-set',
    sentence: { en: `A row written to ${pod} is still there after its pod was deleted and came back under the same name${not}.` },
    from: { at: 'lan' },
    deadlineSeconds: 120,
    intervalSeconds: 5,
    alone: true,
    lookAt: `./lab kubectl get pv,pvc,pods -l app=${workload.name} -o wide; ./lab kubectl describe pod ${pod}`,
    check: (context) => checkKeepsData(context, { workload: workload.name, pod, other, domain: service.name }),
  };
}

interface Subject {
  readonly workload: string;
  readonly pod: string;
  readonly other?: string;
  /** The headless Service's name. */
  readonly domain: string;
}

async function checkKeepsData(context: VerifyContext, subject: Subject): Promise<Verdict> {
  const { pod } = subject;
  const before = await findPod(context, subject);
  if (!before.pod?.ready) return verdict(before.seen, false, `${pod} is not ready`);
  const mark = context.unique();
  const written = await sqlIn(
    context,
    subject,
    pod,
    `CREATE TABLE IF NOT EXISTS ${table} (mark text); INSERT INTO ${table} VALUES ('${mark}')`,
  );
  if (written.exitCode !== 0) return verdict(written, false, `could not write to ${pod}: ${describeObservation(written)}`);
  const found = await deleteAndLook(context, subject, before.pod, mark);
  const cleaned = await sqlIn(context, subject, pod, `DROP TABLE IF EXISTS ${table}`);
  // The pod was deleted: looking again would delete it again and show the same.
  if (!found.ok) return { ...found, final: true };
  return cleaned.exitCode === 0
    ? found
    : { ...verdict(cleaned, false, `could not remove the row again: ${describeObservation(cleaned)}`), final: true };
}

async function deleteAndLook(context: VerifyContext, subject: Subject, before: Pod, mark: string): Promise<Verdict> {
  const { pod, other } = subject;
  const deleted = await context.probe.kubectl(['delete', 'pod', pod, '--wait=false']);
  if (deleted.exitCode !== 0) return verdict(deleted, false, `could not delete ${pod}: ${describeObservation(deleted)}`);

  const back = await persist(context.clock, untilBack, async () => {
    const now = await findPod(context, subject);
    const isNew = now.pod !== undefined && now.pod.uid !== before.uid;
    const state = !now.pod ? 'is gone' : isNew ? (now.pod.ready ? 'is back' : 'is starting') : 'is ending';
    return verdict(now.seen, isNew && now.pod!.ready, `after its deletion ${pod} ${state}`);
  });
  if (!back.ok) return { ...back, evidence: `${back.evidence}, ${untilBack.deadlineSeconds} s on` };

  const kept = await persist(context.clock, untilBack, async () => {
    const seen = await sqlIn(context, subject, pod, `SELECT count(*) FROM ${table} WHERE mark = '${mark}'`);
    const count = seen.stdout.trim();
    // A server that answers without the row, or without its table, has lost it for good.
    const answered = seen.exitCode === 0 || /relation .* does not exist/.test(seen.stderr);
    const evidence = seen.exitCode === 0 ? `${pod} has ${count} of the 1 row written` : describeObservation(seen);
    return { ...verdict(seen, seen.exitCode === 0 && count === '1', evidence), final: answered };
  });
  if (!kept.ok || !other) return kept;

  const elsewhere = await sqlIn(context, subject, other, `SELECT to_regclass('${table}') IS NULL`);
  const apart = elsewhere.exitCode === 0 && elsewhere.stdout.trim() === 't';
  if (apart) return verdict(deleted, true, `${pod} came back with the row; ${other} does not have it`);
  return verdict(
    elsewhere,
    false,
    elsewhere.exitCode === 0 ? `${other} has the table written to ${pod}` : describeObservation(elsewhere),
  );
}

async function findPod(context: VerifyContext, subject: Subject): Promise<{ readonly pod?: Pod; readonly seen: Observation }> {
  const { value, seen } = await podsOf(context, subject.workload);
  return { pod: value.find(({ name }) => name === subject.pod), seen };
}

const sqlIn = (context: VerifyContext, subject: Subject, pod: string, sql: string): Promise<Observation> =>
  psql(context, pod, `${pod}.${subject.domain}`, sql);
