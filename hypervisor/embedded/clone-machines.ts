import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';
import { type Lab, machineVolumes, objectNames, sharedVolumes } from '../../lib/model';
import { namedObjects, namesOf } from '../libvirt/libvirt-objects';
import { type OwnMachine, restoreMemory } from '../libvirt/machine-memory';
import { renaming } from '../libvirt/renaming';
import { virsh } from '../libvirt/virsh';
import { type LabIdentity, readMark, requireIdentity, writeMark } from '../ownership/identity';
import type { LabPaths } from '../port/lab-paths';
import { qemuAccount } from '../processes/unprivileged';
import { withSavedMemory } from './memory-files';
import { baseInside, baseName, linkOrCopy, makeBase } from './base-disks';

/** The embedded lab whose machines are saved or made. */
export interface ClonedLab {
  readonly lab: Lab;
  readonly paths: LabPaths;
  readonly uri: string;
  readonly identity: LabIdentity | undefined;
  /** The lab's own folder of disks on this machine. */
  readonly storageFolder: string;
}

/** What lies beside the memory and the disks of a saved state from which other labs begin. */
const files = {
  identity: 'identity.json',
  network: 'network.xml',
  pool: 'pool.xml',
  machine: (name: string) => `${name}.xml`,
} as const;

/** Who the lab was whose machines were saved. */
export const savedIdentity = (folder: string): LabIdentity | undefined => readMark(join(folder, files.identity));

/** Whether a lab began with saved machines of another. Their disks are overlays already. */
const hasBase = ({ storageFolder }: Pick<ClonedLab, 'storageFolder'>): boolean => existsSync(join(storageFolder, baseName));

/**
 * Writes beside the saved memory and disks of a lab what another lab needs to begin with them.
 * @param image the node image that the disks are overlays of
 * @throws an error of this program for a lab that began with saved machines itself
 */
export async function saveObjects(
  source: ClonedLab,
  machines: readonly OwnMachine[],
  folder: string,
  image: string,
): Promise<void> {
  if (hasBase(source)) throw new Error('a lab that began with saved machines saves none for others');
  const { uri, lab, paths } = source;
  const identity = requireIdentity(source);
  const pool = join(source.storageFolder, objectNames(lab.name).pool);
  writeMark(join(folder, files.identity), identity);
  for (const { kind, own, uuid } of await namedObjects(uri, lab, identity)) {
    if (!own || kind === 'machine') continue;
    const dump = kind === 'network' ? ['net-dumpxml', '--inactive', uuid] : ['pool-dumpxml', '--inactive', uuid];
    writeFileSync(join(folder, files[kind]), (await virsh(uri, ...dump)).stdout, { mode: 0o600 });
  }
  linkOrCopy(image, join(folder, sharedVolumes.image));
  for (const name of [sharedVolumes.kernel, sharedVolumes.initrd]) copyOwn(join(pool, name), join(folder, name));
  for (const { name, uuid } of machines) {
    const { disk, seed } = machineVolumes(name);
    const { stdout } = await virsh(uri, 'dumpxml', '--inactive', '--security-info', uuid);
    writeFileSync(join(folder, files.machine(name)), stdout, { mode: 0o600 });
    copyOwn(join(pool, seed), join(folder, seed));
    const below = join(baseInside(paths), sharedVolumes.image);
    await run('qemu-img', ['rebase', '-u', '-F', 'qcow2', '-b', below, join(folder, disk)]);
    makeBase(join(folder, disk));
  }
}

/**
 * Makes network, pool and machines of a lab from a saved state of another one. The machines are paused then, with their memory. Disks are
 * overlays of the base, which must be linked, and the private libvirt must run.
 */
export async function cloneMachines(target: ClonedLab, machines: readonly string[], folder: string): Promise<void> {
  const { uri, lab, paths } = target;
  const identity = requireIdentity(target);
  const saved = savedIdentity(folder);
  if (!saved) throw new Error(`${folder} does not say whose machines it holds`);
  const rename = renaming(saved, identity);
  const { network, pool } = objectNames(lab.name);
  const define = async (command: string, file: string) =>
    withText(target, rename(readFileSync(join(folder, file), 'utf8')), (path) => virsh(uri, command, path));
  await makePool(join(target.storageFolder, pool), machines, folder, baseInside(paths));
  await define('pool-define', files.pool);
  await define('net-define', files.network);
  for (const [kind, name] of [
    ['pool', pool],
    ['net', network],
  ] as const) {
    await virsh(uri, `${kind}-autostart`, name);
    await virsh(uri, `${kind}-start`, name);
  }
  await Promise.all(
    machines.map(async (name) => {
      await define('define', files.machine(name));
      await virsh(uri, 'autostart', namesOf(lab, identity).domain(name));
      const read = <T>(work: (memory: string) => Promise<T>) => withSavedMemory(target, folder, name, work);
      const { stdout } = await read((memory) => virsh(uri, 'save-image-dumpxml', memory, '--security-info'));
      await withText(target, rename(stdout), (path) => read((memory) => restoreMemory(uri, memory, path)));
    }),
  );
}

/** The pool's folder, as Terraform's provider fills it, with overlays where the provider would copy. */
async function makePool(pool: string, machines: readonly string[], folder: string, base: string): Promise<void> {
  rmSync(pool, { recursive: true, force: true });
  mkdirSync(pool, { mode: 0o710 });
  chownSync(pool, 0, qemuAccount);
  for (const name of [sharedVolumes.kernel, sharedVolumes.initrd]) copyOwn(join(folder, name), join(pool, name));
  for (const name of machines) copyOwn(join(folder, machineVolumes(name).seed), join(pool, machineVolumes(name).seed));
  for (const name of [sharedVolumes.image, ...machines.map((machine) => machineVolumes(machine).disk)])
    await overlay(join(folder, name), join(base, name), join(pool, name));
}

/** What `base` is called where this program runs is `file`. */
async function overlay(file: string, base: string, to: string): Promise<void> {
  const { stdout } = await run('qemu-img', ['info', '--output=json', file]);
  const { 'virtual-size': size } = JSON.parse(stdout) as { readonly 'virtual-size': number };
  // Unchecked (-u): the base has this name in the mount namespace of the private libvirt only.
  await run('qemu-img', ['create', '-q', '-u', '-f', 'qcow2', '-F', 'qcow2', '-b', base, to, String(size)], { umask: 0o077 });
}

function copyOwn(from: string, to: string): void {
  copyFileSync(from, to);
  chownSync(to, 0, 0);
  chmodSync(to, 0o600);
}

/** Gives a text to a command that wants a file. */
async function withText(target: ClonedLab, text: string, work: (path: string) => Promise<unknown>): Promise<void> {
  const path = join(target.storageFolder, `.definition-${process.pid}-${Math.random().toString(36).slice(2)}.xml`);
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  try {
    await work(path);
  } finally {
    rmSync(path, { force: true });
  }
}
