import { describeObservation, psql } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { untilBack } from './pod-deleted';
import { hasPod, nothingLeft } from './still-there';

/** A database has a table with a row of ours. */
export interface RowWritten {
  readonly kind: 'row-written';
  readonly statefulSet: string;
  readonly pod: string;
}

export const table = 'lab_verify';

/** The pod's own server, found without DNS: names may be what is broken. */
const itself = '127.0.0.1';

export const rowWritten: ChangeKind<RowWritten> = {
  left: ({ pod }) => ({ en: `it had made the table ${table} in ${pod}`, ko: `${pod}에 ${table} 테이블을 만들어 둔 채` }),
  repaired: () => ({ en: 'removed', ko: '지웠습니다' }),
  repair: (context, change) => pollUntil(context.clock, untilBack, () => dropTable(context, change)),
};

async function dropTable(context: RepairContext, { statefulSet, pod }: RowWritten): Promise<Verdict> {
  const dropped = await psql(context, pod, itself, `DROP TABLE IF EXISTS ${table}`);
  if (dropped.exitCode === 0) return verdict(dropped, true, `${pod} has no table ${table}`);
  if (!(await hasPod(context, statefulSet, pod))) return nothingLeft(`${statefulSet} has no pod ${pod} any more`);
  return verdict(dropped, false, `could not remove the row again: ${describeObservation(dropped)}`);
}
