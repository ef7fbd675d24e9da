import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';
import { type Lab, machines, machineVolumes, objectNames } from '../../lib/model';
import { type LabIdentity, requireIdentity } from '../ownership/identity';
import { ensureMarkedFolder } from '../ownership/marked-folder';
import type { LabPaths } from '../port/lab-paths';
import type { DomainType } from '../port/hypervisor';
import type { Hardware, MachineStates } from '../port/machine-states';
import {
  endMachine,
  type OwnMachine,
  ownMachines,
  pauseMachine,
  restoreMemory,
  resumeMachine,
  saveMemory,
  suspendMachine,
} from '../libvirt/machine-memory';
import { namesOf } from '../libvirt/libvirt-objects';
import { packMemory } from '../libvirt/packed-memory';
import { hardwareIn, qemuVersionIn } from '../libvirt/machine-xml';
import { linkBase } from './base-disks';
import { cloneMachines, saveObjects } from './clone-machines';
import { memoryFile, withSavedMemory } from './memory-files';
import { startSaved } from '../libvirt/saved-machines';
import { virsh } from '../libvirt/virsh';

export interface EmbeddedStatesOptions {
  readonly lab: Lab;
  readonly paths: LabPaths;
  readonly identity: LabIdentity | undefined;
  readonly uri: string;
  readonly domainType: DomainType;
  /** The lab's own folder of disks on this machine, with the pool's folder in it. */
  readonly storageFolder: string;
  /** Brings the network around the machines to its beginning. */
  readonly renewNetwork: () => Promise<void>;
  /** Does work that plugs machines into their network, which then has them at once. */
  readonly withoutPortDelay: (work: () => Promise<unknown>) => Promise<unknown>;
}

/** The states of machines whose libvirt is on this machine, so that their disks can be copied here. */
export class EmbeddedStates implements MachineStates {
  private readonly pool: string;
  /** On the file system of the pool: moving a disk from here is one step that cannot be half done. */
  private readonly staging: string;

  constructor(private readonly options: EmbeddedStatesOptions) {
    const { storageFolder, lab } = options;
    this.pool = join(storageFolder, objectNames(lab.name).pool);
    this.staging = join(storageFolder, 'reset');
  }

  async hardware(): Promise<Hardware> {
    const { uri, domainType } = this.options;
    const qemu = qemuVersionIn((await virsh(uri, 'version')).stdout);
    const machines = await this.each(async ({ uuid, name }) => hardwareIn((await virsh(uri, 'dumpxml', uuid)).stdout, name));
    return { qemu, domainType, machines };
  }

  async active(): Promise<string[]> {
    return (await this.machines()).filter(({ active }) => active).map(({ name }) => name);
  }

  async size(): Promise<number> {
    const { machines } = await this.hardware();
    return machines.reduce((sum, { name, memoryKiB }) => sum + memoryKiB * 1024 + bytesOf(this.disk(this.pool, name)), 0);
  }

  async pause(): Promise<void> {
    await this.each((machine) => pauseMachine(this.options.uri, machine));
  }

  async resume(): Promise<void> {
    const { uri, lab, identity } = this.options;
    await this.each((machine) => resumeMachine(uri, machine));
    // A suspending that could not be ended any more has switched its machine off by now.
    const off = (await this.machines()).filter(({ active }) => !active);
    const { domain } = namesOf(lab, identity);
    await startSaved(
      uri,
      off.map(({ uuid, name }) => ({ uuid, name: domain(name) })),
    );
  }

  async save(folder: string): Promise<void> {
    await this.each(async (machine) => {
      await saveMemory(this.options.uri, machine, memoryFile(folder, machine.name));
      await copy(this.disk(this.pool, machine.name), this.disk(folder, machine.name));
    });
  }

  async pack(folder: string): Promise<void> {
    await this.each(({ name }) => packMemory(memoryFile(folder, name)));
  }

  async stagedSize(folder: string): Promise<number> {
    return (await this.machines()).reduce((sum, { name }) => sum + bytesOf(this.disk(folder, name)), 0);
  }

  async stage(folder: string): Promise<void> {
    this.unstage();
    mkdirSync(this.staging, { mode: 0o700 });
    await this.each(({ name }) => copy(this.disk(folder, name), this.disk(this.staging, name)));
  }

  unstage(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  async restore(folder: string): Promise<void> {
    const { uri } = this.options;
    await this.each((machine) => endMachine(uri, machine));
    for (const { name } of await this.machines()) renameSync(this.disk(this.staging, name), this.disk(this.pool, name));
    await this.options.renewNetwork();
    await this.options.withoutPortDelay(() =>
      this.each(({ name }) => withSavedMemory(this.options, folder, name, (memory) => restoreMemory(uri, memory))),
    );
    this.unstage();
  }

  async suspend(): Promise<void> {
    await this.pause();
    await this.each((machine) => suspendMachine(this.options.uri, machine));
  }

  async saveForClones(folder: string, image: string): Promise<void> {
    await saveObjects(this.options, await this.machines(), folder, image);
  }

  async prepareClone(folder: string): Promise<void> {
    const { lab, storageFolder } = this.options;
    ensureMarkedFolder(storageFolder, requireIdentity(this.options), 0o710);
    linkBase(
      folder,
      storageFolder,
      machines(lab).map(({ name }) => name),
    );
  }

  async clone(folder: string): Promise<void> {
    const names = machines(this.options.lab).map(({ name }) => name);
    await this.options.withoutPortDelay(() => cloneMachines(this.options, names, folder));
  }

  private machines(): Promise<OwnMachine[]> {
    const { uri, lab, identity } = this.options;
    return ownMachines(uri, lab, identity);
  }

  /** Does work with every machine side by side. All of it has ended when this ends, whatever failed. */
  private async each<T>(work: (machine: OwnMachine) => Promise<T>): Promise<T[]> {
    const results = await Promise.allSettled((await this.machines()).map(work));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return results.map((result) => (result as PromiseFulfilledResult<T>).value);
  }

  private readonly disk = (folder: string, machine: string): string => join(folder, machineVolumes(machine).disk);
}

/** What a file takes of its disk; 0 where there is none. */
const bytesOf = (file: string): number => (existsSync(file) ? statSync(file).blocks * 512 : 0);

/** Copies a file, and not its holes. Where the file system can, both share their contents until one changes. */
const copy = (from: string, to: string) =>
  run('cp', ['--reflink=auto', '--sparse=always', '--', from, to], { umask: 0o077, timeout: 15 * 60_000 });
