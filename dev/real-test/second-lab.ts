import { readFileSync } from 'node:fs';
import { labError } from '../../host/user-error';
import { formatDuration } from '../../lib/report/times';
import { definitionOf, resolveLab } from '../../lib/model';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { processesIn } from '../../hypervisor/processes/processes';
import { type Context, runningHypervisor } from '../../operations/context';
import { down } from '../../operations/down';
import { contextOf } from '../../operations/find-lab';
import { quickCheck } from '../../operations/quick-check';
import { listReadyLabs } from '../../operations/ready-labs';
import { startLab, stopLab } from '../../operations/suspend-lab';
import { up } from '../../operations/up';
import { ownDiskBytes } from '../own-disk';
import { quiet } from './quiet';
import { timed } from './with-lab';
import { expectNoChanges } from './verify-lab';

const name = 'second';

/** Bytes that a second lab may take of the disk beside the first. */
const mostDisk = 200 * 2 ** 20;

/**
 * The running lab is kept ready, and a second one begins with it, with the same addresses. Meanwhile the first one rests: this machine may
 * have too little for two. Both work, Terraform finds nothing to change in either, and the second one goes without a trace.
 */
export async function expectSecondLab(context: Context): Promise<void> {
  const { progress } = context;
  const first = quiet(context);
  const second = contextOf(resolveLab({ ...definitionOf(context.lab), name }), first);
  const before = listReadyLabs().map(({ key }) => key);
  await progress.step('The running lab is kept ready for others', () => up(first, { begin: false, keep: true }));
  const kept = listReadyLabs().filter(({ key }) => !before.includes(key));
  if (kept.length === 0) progress.note('an earlier run has kept this lab ready');
  await progress.step('The first lab rests', () => stopLab(first));
  try {
    const took = await progress.step('A second lab begins with it', () => timed(() => up(second, { begin: true, keep: false })));
    progress.note(`up of the second lab took ${formatDuration(took)}`);
    const hypervisor = await runningHypervisor(second);
    if (hypervisor.identity?.origin === undefined) throw labError('the second lab was built from nothing');
    await expectToWork(second, progress);
    await progress.step('Terraform finds nothing to change in the second lab', () => expectNoChanges(second));
    await tellSize(context, second);
  } finally {
    await progress.step('The second lab is removed, and nothing of the first', () => down(second));
    await progress.step('The first lab goes on, and works', () => startLab(first));
  }
}

const expectToWork = (context: Context, progress: Context['progress']): Promise<void> =>
  progress.step(`The lab ${context.lab.name} works`, async () => {
    const { claims, milliseconds } = await quickCheck(context);
    progress.note(`${claims} claims are true, ${formatDuration(milliseconds)}`);
  });

/** What the second lab takes beside the first. @throws a lab fault where its disks are more than a few changes */
async function tellSize(first: Context, second: Context): Promise<void> {
  const disk = await ownDiskBytes(second);
  const memory = await memoryOf(second.lab.name);
  first.progress.note(`the second lab takes ${inMebibytes(disk)} of disk and ${inMebibytes(memory)} of memory`);
  if (disk > mostDisk) throw labError(`the second lab takes ${disk} bytes of disk, more than ${mostDisk}`);
}

const inMebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Bytes of memory that the processes of a lab hold now (proc_pid_status(5), VmRSS). */
async function memoryOf(lab: string): Promise<number> {
  const pids = (await Promise.all(Object.values(labPathsOf(lab).namespaces).map(processesIn))).flat();
  return pids.reduce((sum, pid) => sum + residentBytes(pid), 0);
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
