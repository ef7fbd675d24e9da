import { inGib } from '../../host/disk-space';
import { type Lab, machines } from '../../lib/model';

/**
 * The disks are thin, and the checks before `up` ask for what a lab usually writes. Where this machine has less than the disks may
 * grow to, a guest that fills its disk fills this machine's, too. Undefined where there is room.
 */
export function tooThinDisks(lab: Lab, folder: string, freeBytes: number): string | undefined {
  const most = machines(lab).reduce((sum, { diskMiB }) => sum + diskMiB, 0) / 1024;
  if (freeBytes / 2 ** 30 >= most) return undefined;
  return (
    `warning: the machines' disks may grow to ${most.toFixed(0)} GiB below ${folder}, where ${inGib(freeBytes)} are free; ` +
    'give the machines smaller disks in the definition where strangers use them'
  );
}

/** Bytes of the largest file that libvirt or QEMU may write: the largest disk or memory, with what their formats and the logs add. */
export const largestFile = (lab: Lab): number =>
  Math.ceil((1.1 * Math.max(...machines(lab).flatMap(({ diskMiB, memoryMiB }) => [diskMiB, memoryMiB])) + 1024) * 1024 ** 2);
