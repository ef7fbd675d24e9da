import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../../host/wait';
import { type Lab, machines } from '../../lib/model';
import type { DomainType } from '../port/hypervisor';
import type { LabPaths } from '../port/lab-paths';

/** What a lab as a whole may take of this machine (https://docs.kernel.org/admin-guide/cgroup-v2.html): a file of the group, and its value. */
export type Limits = Readonly<Record<string, string>>;

/**
 * Mebibytes beside a machine's memory: QEMU itself and, where it emulates, a cache of translated code of 1 GiB; and for the whole
 * lab libvirt, the servers and what the kernel keeps of their files.
 */
const overheadMiB = { kvm: 256, qemu: 1280, lab: 1024 };

/** What the machines are said to have, and some room, so that a limit is met by what goes wrong only. */
export function limitsOf(lab: Lab, domainType: DomainType): Limits {
  const all = machines(lab);
  const memoryMiB = all.reduce((sum, machine) => sum + machine.memoryMiB + overheadMiB[domainType], overheadMiB.lab);
  // One more for libvirt, the servers and QEMU's own work; microseconds of 100 ms.
  const processors = all.reduce((sum, machine) => sum + machine.cpus, 1);
  return {
    'memory.max': String(memoryMiB * 1024 ** 2),
    'cpu.max': `${processors * 100_000} 100000`,
    // Half of the usual weight: whoever works on this machine comes first.
    'cpu.weight': '50',
    'io.weight': 'default 50',
    // QEMU has a thread for each processor and up to 64 for its files.
    'pids.max': String(512 + 128 * all.length),
  };
}

/** Where version 2 of cgroups is mounted, by the text of proc_pid_mountinfo(5); the kernel shows one hierarchy of that version. */
export function cgroupRoot(mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')): string | undefined {
  const line = mountinfo.split('\n').find((text) => / - cgroup2 /.test(text));
  return line?.split(' ')[4];
}

/** The lab's group, whether it is there or not. Undefined where this machine has no cgroups of version 2. */
export function cgroupFolder({ cgroup }: Pick<LabPaths, 'cgroup'>, root = cgroupRoot()): string | undefined {
  return root && join(root, cgroup);
}

/**
 * Makes the lab's group and sets its limits.
 * @returns why limits are missing, in words to be read after a colon; undefined where all are set.
 */
export function startCgroup(paths: Pick<LabPaths, 'cgroup'>, limits: Limits, root = cgroupRoot()): string | undefined {
  const folder = cgroupFolder(paths, root);
  if (!root || !folder) return 'this machine has no cgroups of version 2';
  // Not recursively: Node.js goes round for ever where the kernel says that a folder above is missing.
  if (!existsSync(folder) && !attempt(() => mkdirSync(folder))) return `${root} is not writable`;
  for (const controller of new Set(Object.keys(limits).map((file) => file.split('.')[0]!)))
    attempt(() => writeFileSync(join(root, 'cgroup.subtree_control'), `+${controller}`));
  const missing = Object.entries(limits).filter(([file, value]) => !setLimit(folder, file, value));
  const needed = missing.map(([file]) => file).filter((file) => !file.startsWith('io.'));
  return needed.length === 0 ? undefined : `${root} does not offer ${needed.join(', ')}`;
}

/** What runs may have been promised more memory: less is given only to a group without processes. */
function setLimit(folder: string, file: string, value: string): boolean {
  const path = join(folder, file);
  if (!existsSync(path)) return false;
  const now = readFileSync(path, 'utf8').trim();
  if (file === 'memory.max' && Number(now) > Number(value) && cgroupProcesses(folder).length > 0) return true;
  return attempt(() => writeFileSync(path, value));
}

/** The processes of a group, by their ids. */
export function cgroupProcesses(folder: string): number[] {
  const file = join(folder, 'cgroup.procs');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];
}

/** The command that runs `argv`, and all that it starts, in the lab's group; unchanged where there is none. */
export function inCgroup(paths: Pick<LabPaths, 'cgroup'>, argv: readonly string[]): readonly string[] {
  const folder = cgroupFolder(paths);
  if (!folder || !existsSync(folder)) return argv;
  // A shell that is moved and then becomes the command: so there is no moment in which it runs outside.
  return ['sh', '-c', 'echo $$ > "$0" && exec "$@"', join(folder, 'cgroup.procs'), ...argv];
}

/** Ends what is left in the lab's group, and removes it. */
export async function stopCgroup(paths: Pick<LabPaths, 'cgroup'>): Promise<void> {
  const folder = cgroupFolder(paths);
  if (!folder || !existsSync(folder)) return;
  // Linux has it since 5.14; older ones have what was ended by name.
  if (existsSync(join(folder, 'cgroup.kill'))) writeFileSync(join(folder, 'cgroup.kill'), '1');
  await waitFor(
    async () => ({
      value: attempt(() => rmdirSync(folder)) || !existsSync(folder) ? true : undefined,
      observation: `processes in it: ${cgroupProcesses(folder).join(', ') || 'none'}`,
    }),
    { what: `the control group ${folder} to be empty`, deadline: 30, interval: 0.2 },
  );
}

function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
