import { inMegabytes } from '../../host/disk-space';
import { ago, formatDuration } from '../../lib/report/times';
import { table } from '../../lib/report';
import type { Taken } from '../../operations/checkpoint-lab';
import type { ListedCheckpoint } from '../../operations/list-checkpoints';
import type { QuickCheck } from '../../operations/quick-check';
import type { ResetResult } from '../../operations/reset-lab';
import type { Started } from '../../operations/suspend-lab';

/** `./lab checkpoint` for people. */
export const takenText = ({ name, pausedMilliseconds }: Taken): string =>
  `The checkpoint "${name}" is made; the lab stood still for ${formatDuration(pausedMilliseconds)}. ./lab reset ${name} brings it back.`;

/** `./lab reset` for people. */
export const resetText = ({ name, takenAt, milliseconds, check }: ResetResult): string =>
  [
    `The lab is as it was at ${shownTime(takenAt)} ("${name}"); that took ${formatDuration(milliseconds)}.`,
    checkText(check),
  ].join('\n');

/** `./lab start` for people. */
export const startedText = ({ booted, check }: Started): string =>
  check
    ? `The lab goes on where it was.\n${checkText(check)}`
    : `${booted.join(', ')} had no saved memory and boots, which takes minutes. ./lab up waits for it.`;

/** `./lab checkpoints` for people. */
export function checkpointsTable(listed: readonly ListedCheckpoint[], now: Date = new Date()): string {
  if (listed.length === 0) return 'The lab has no checkpoint. ./lab checkpoint makes one.';
  const rows = listed.map(({ name, takenAt, bytes, machines, broken, reasons }) => [
    name,
    takenAt ? ago(takenAt, now) : '',
    inMegabytes(bytes),
    [`${machines.length} machines`, ...broken.map((exercise) => `${exercise} broken`)].join(', '),
    reasons === undefined ? '' : reasons.length === 0 ? 'yes' : `no: ${reasons.join('; ')}`,
  ]);
  return table(['checkpoint', 'made', 'size', 'holds', 'fits'], rows);
}

const checkText = ({ claims, about, milliseconds }: QuickCheck): string =>
  `Quick check: ${claims} claims are true (${about.join('; ')}), ${formatDuration(milliseconds)}. ./lab verify looks at everything.`;

/** In UTC, to the second. */
const shownTime = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;
