import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hardware, LabIdentity, MachineStates } from '../../hypervisor';
import { type Lab, machines, machineVolumes, objectNames, sharedVolumes } from '../../lib/model';

/** Machines whose memory and disk are a number each, and that note what is asked of them. Whatever is named in `faults` fails. */
export class FakeStates implements MachineStates {
  readonly asked: string[] = [];
  readonly faults = new Map<keyof MachineStates, Error>();
  /** Called as an operation begins, before it fails or does anything. */
  onAsk: (name: keyof MachineStates) => void = () => undefined;
  state: 'running' | 'paused' | 'off' = 'running';
  /** What every machine holds, in memory and on its disk. */
  moment = 1;
  disk = 1;
  qemu = '7.2.22';
  needed = 1000;
  /** Who the lab is whose machines it saves for others. */
  identity: LabIdentity | undefined;
  /** Machines that are off although the others run. */
  off: string[] = [];
  private staged: number | undefined;

  constructor(
    readonly lab: Lab,
    storageFolder: string,
  ) {
    const pool = join(storageFolder, objectNames(lab.name).pool);
    mkdirSync(pool, { recursive: true });
    writeFileSync(join(pool, sharedVolumes.image), 'image');
    for (const { name } of machines(lab)) writeFileSync(join(pool, machineVolumes(name).seed), `seed of ${name}`);
  }

  async hardware(): Promise<Hardware> {
    this.ask('hardware');
    const hardware = { machineType: 'pc-i440fx-7.2', processor: 'Westmere', cpus: 1, memoryKiB: 1024 };
    const names = machines(this.lab).map(({ name }) => name);
    return { qemu: this.qemu, domainType: 'qemu', machines: names.sort().map((name) => ({ name, ...hardware })) };
  }

  async active(): Promise<string[]> {
    const names = machines(this.lab).map(({ name }) => name);
    return this.state === 'off' ? [] : names.filter((name) => !this.off.includes(name));
  }

  async size(): Promise<number> {
    return this.needed;
  }

  async pause(): Promise<void> {
    this.ask('pause');
    this.state = 'paused';
  }

  async resume(): Promise<void> {
    this.ask('resume');
    if (this.state === 'paused') this.state = 'running';
  }

  async save(folder: string): Promise<void> {
    this.ask('save');
    if (this.state !== 'paused') throw new Error(`saved while ${this.state}`);
    writeFileSync(join(folder, 'all.memory'), String(this.moment));
    writeFileSync(join(folder, 'all.qcow2'), String(this.disk));
  }

  async pack(): Promise<void> {
    this.ask('pack');
  }

  async stagedSize(): Promise<number> {
    return this.needed;
  }

  async stage(folder: string): Promise<void> {
    this.staged = Number(readFileSync(join(folder, 'all.qcow2'), 'utf8'));
    this.ask('stage');
  }

  unstage(): void {
    this.staged = undefined;
    this.ask('unstage');
  }

  async restore(folder: string): Promise<void> {
    this.state = 'off';
    this.ask('restore');
    this.disk = this.staged!;
    this.moment = Number(readFileSync(join(folder, 'all.memory'), 'utf8'));
    this.state = 'paused';
  }

  async saveForClones(folder: string, image: string): Promise<void> {
    this.ask('saveForClones');
    writeFileSync(join(folder, 'identity.json'), JSON.stringify(this.identity));
    writeFileSync(join(folder, sharedVolumes.image), readFileSync(image));
  }

  async prepareClone(folder: string): Promise<void> {
    this.ask('prepareClone');
    this.disk = Number(readFileSync(join(folder, 'all.qcow2'), 'utf8'));
  }

  async clone(folder: string): Promise<void> {
    this.ask('clone');
    this.moment = Number(readFileSync(join(folder, 'all.memory'), 'utf8'));
    this.state = 'paused';
  }

  async suspend(): Promise<void> {
    this.state = 'paused';
    this.ask('suspend');
    this.state = 'off';
  }

  /** What makes the lab another one: time goes by, on every machine. */
  goOn(): void {
    this.moment += 1;
    this.disk += 1;
  }

  private ask(name: keyof MachineStates): void {
    this.asked.push(name);
    this.onAsk(name);
    const fault = this.faults.get(name);
    if (fault) throw fault;
  }
}

/** Whether something of a checkpoint is unfinished in a lab's folder. */
export const unfinishedIn = (stateDir: string): boolean =>
  existsSync(join(stateDir, 'checkpoints', `.unfinished-${process.pid}`));
