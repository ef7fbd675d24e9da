import { inMegabytes } from '../../host/disk-space';
import { ago } from '../../lib/report/times';
import { table } from '../../lib/report';
import type { ListedReady } from '../../operations/ready-labs';

/** `./lab ready` for people. */
export function readyTable(listed: readonly ListedReady[], now: Date = new Date()): string {
  if (listed.length === 0) return 'No lab is kept ready on this machine. ./lab up keeps one of each definition.';
  const rows = listed.map(({ key, lab, takenAt, bytes, machines, fault }) => [
    key,
    lab ?? '',
    takenAt ? ago(takenAt, now) : '',
    inMegabytes(bytes),
    fault ?? `${machines.length} machines`,
  ]);
  return table(['key', 'kept of', 'made', 'size', 'holds'], rows);
}
