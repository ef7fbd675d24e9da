import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressTo } from '../../host/progress';
import type { Context } from '../../operations/context';
import type { LiveProbe } from '../../operations/live-probe/live-probe';
import { existingSecrets } from '../../operations/secrets/lab-secrets';
import type { Lab } from '../../lib/model';
import { FakeLab } from '../lib/fake-lab/fake-lab';
import { FakeHypervisor } from './fake-hypervisor';
import { FakeSurroundings } from './fake-surroundings';

/** A lab that answers as a running one does, with a state folder and with what a command says of it. */
export class RunningLab {
  readonly fake: FakeLab;
  readonly stateDir = mkdtempSync(join(tmpdir(), 'running-lab-'));
  readonly around = new FakeSurroundings();
  readonly hypervisor = new FakeHypervisor(this.stateDir);
  /** Probes that were made. */
  probes = 0;
  /** Probes that were made and not closed. */
  logins = 0;

  readonly context: Context;

  constructor(lab?: Lab) {
    this.fake = new FakeLab(lab);
    this.context = this.makeContext();
  }

  private readonly makeContext = (): Context => ({
    lab: this.fake.lab,
    stateDir: this.stateDir,
    signal: this.around.signal,
    notify: this.around.notify,
    out: this.around.out,
    progress: progressTo(this.around.notify),
    hypervisor: async () => this.hypervisor,
    image: () => Promise.reject(new Error('no image is built in a unit test')),
    kubectl: async () => 'kubectl',
    secrets: () => existingSecrets(join(this.stateDir, 'secrets')),
    probe: () => this.probe(),
  });

  get out(): readonly string[] {
    return this.around.said;
  }

  get notes(): readonly string[] {
    return this.around.notes;
  }

  private async probe(): Promise<LiveProbe> {
    this.probes += 1;
    this.logins += 1;
    const { fake } = this;
    return {
      files: fake.files,
      exec: (from, argv) => fake.exec(from, argv),
      kubectl: (args, options) => fake.kubectl(args, options),
      close: async () => void (this.logins -= 1),
    };
  }

  remove(): void {
    rmSync(this.stateDir, { recursive: true });
  }
}
