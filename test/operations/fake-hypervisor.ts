import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../host/progress';
import type { Conflict, Hypervisor, LabIdentity, MachineStates, MachineUsage, VantagePoint } from '../../hypervisor';

/** A hypervisor that notes what is asked of it. Whatever is named in `faults` fails. */
export class FakeHypervisor implements Hypervisor {
  readonly kind = 'embedded';
  readonly internet = 'simulated';
  readonly uri = 'test:///fake';
  readonly domainType = 'qemu';
  readonly storagePath = '/fake/pool';
  readonly storageFolder: string;
  readonly terraformVariables = { libvirt_uri: 'test:///fake' };
  identity: LabIdentity | undefined;
  running = true;
  /** Things of others in the lab's way. */
  others: Conflict[] = [];
  haltedMachines: string[] = [];
  /** Machines whose kernels have read nothing yet, at each look. */
  kernels: () => string[] = () => [];
  /** What `stop` leaves. */
  stays: string[] = [];
  readonly asked: string[] = [];
  /** The shell's words that stand for a command in the lab's network. The command itself never runs. */
  answer: (words: string) => string = () => 'exit 1';
  readonly faults = new Map<keyof Hypervisor, Error>();
  states?: MachineStates;
  /** Machines that boot when it is started. */
  booting: string[] = [];

  constructor(readonly folder: string) {
    this.storageFolder = join(folder, 'storage');
  }

  private ask(name: keyof Hypervisor, words = ''): void {
    this.asked.push(`${name}${words}`);
    const fault = this.faults.get(name);
    if (fault) throw fault;
  }

  async conflicts(): Promise<Conflict[]> {
    this.ask('conflicts');
    return this.others;
  }

  async start(progress: Progress, booting?: (machine: string) => void): Promise<void> {
    await progress.step('libvirt of the lab', async () => this.ask('start'));
    for (const machine of this.booting) booting?.(machine);
    this.running = true;
  }

  async connectClients(): Promise<void> {
    this.ask('connectClients');
  }

  async removeUnknown(tell: (name: string) => void): Promise<void> {
    this.ask('removeUnknown');
    tell('lesson-worker-1');
  }

  async stop(progress: Progress): Promise<string[]> {
    await progress.step('stopping the libvirt of the lab', async () => this.ask('stop'));
    this.running = false;
    return this.stays;
  }

  async rest(progress: Progress): Promise<void> {
    await progress.step('stopping the libvirt of the lab', async () => this.ask('rest'));
    this.running = false;
  }

  async isRunning(): Promise<boolean> {
    this.ask('isRunning');
    return this.running;
  }

  async halted(): Promise<string[]> {
    return this.haltedMachines;
  }

  async usage(): Promise<MachineUsage[]> {
    return [];
  }

  async kernelsBooting(): Promise<string[]> {
    this.ask('kernelsBooting');
    return this.kernels();
  }

  async reset(machine: string): Promise<void> {
    this.ask('reset', ` ${machine}`);
  }

  runtimeFolder(): string {
    mkdirSync(join(this.folder, 'run'), { recursive: true });
    return join(this.folder, 'run');
  }

  command(from: VantagePoint, argv: readonly string[]): readonly string[] {
    this.ask('command', ` ${from} ${argv.join(' ')}`);
    return ['sh', '-c', this.answer(argv.join(' '))];
  }

  unprivileged(from: VantagePoint, program: string, args: readonly string[]): readonly string[] {
    this.ask('unprivileged', ` ${from} ${program} ${args.join(' ')}`);
    return [process.execPath, program, ...args];
  }

  consoleLogs(): string[] {
    return [];
  }
}
