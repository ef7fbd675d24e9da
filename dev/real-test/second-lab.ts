import { readFileSync } from 'node:fs';
import { labError } from '../../host/user-error';
import { run } from '../../host/run';
import { formatDuration } from '../../lib/report/times';
import { definitionOf, resolveLab } from '../../lib/model';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { processesIn } from '../../hypervisor/processes/processes';
import { type Context, runningHypervisor } from '../../operations/context';
import { down } from '../../operations/down';
import { contextOf } from '../../operations/find-lab';
import { quickCheck } from '../../operations/quick-check';
import { readyStore } from '../../operations/ready/ready-store';
import { up } from '../../operations/up';
import { timed } from './with-lab';
import { expectNoChanges } from './verify-lab';

const name = 'second';

/** Bytes that a second lab may take of the disk beside the first. */
const mostDisk = 200 * 2 ** 20;

/**
 * The running lab is kept ready, and a second one begins with it, with the same addresses, beside it. Both work, Terraform finds nothing to
 * change in either, and the second one goes without a trace.
 */
export async function expectSecondLab(context: Context): Promise<void> {
  const { progress } = context;
  const second = contextOf(resolveLab({ ...definitionOf(context.lab), name }), quiet(context));
  const before = readyStore()
    .list()
    .map((each) => each.name);
  await progress.step('The running lab is kept ready for others', () => up(quiet(context), { begin: false, keep: true }));
  const made = readyStore()
    .list()
    .map((each) => each.name);
  if (made.length === 0) throw labError('no ready lab was kept');
  if (made.length === before.length) progress.note('an earlier run has kept this lab already');
  try {
    const took = await progress.step('A second lab begins with it', () => timed(() => up(second, { begin: true, keep: false })));
    progress.note(`up of the second lab took ${formatDuration(took)}`);
    const hypervisor = await runningHypervisor(second);
    if (hypervisor.identity?.origin === undefined) throw labError('the second lab was built from nothing');
    await progress.step('Both labs work', async () => {
      for (const [lab, each] of [
        ['first', context],
        ['second', second],
      ] as const) {
        const { claims, milliseconds } = await quickCheck(quiet(each));
        progress.note(`${lab}: ${claims} claims are true, ${formatDuration(milliseconds)}`);
      }
    });
    await progress.step('Terraform finds nothing to change in the second lab', () => expectNoChanges(second));
    await tellSize(context, second);
  } finally {
    await progress.step('The second lab is removed', () => down(second));
  }
  await progress.step('Terraform finds nothing to change in the first lab', () => expectNoChanges(context));
}

/** What the second lab takes beside the first. @throws a lab fault where its disks are more than a few changes */
async function tellSize(first: Context, second: Context): Promise<void> {
  const { storageFolder } = await second.hypervisor();
  const { stdout } = await run('du', ['--summarize', '--block-size=1', '--exclude=base', storageFolder]);
  const disk = Number(stdout.split('\t')[0]);
  const memory = await Promise.all([second, first].map(({ lab }) => memoryOf(lab.name)));
  const [own, other] = memory.map(inMebibytes);
  first.progress.note(`the second lab takes ${inMebibytes(disk)} of disk and ${own} of memory; the first has ${other} of memory`);
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

const quiet = (context: Context): Context => ({
  ...context,
  progress: context.progress.quiet(),
  notify: () => undefined,
  out: () => undefined,
});
