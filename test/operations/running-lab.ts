import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../operations/context';
import type { LiveProbe } from '../../operations/live-probe/live-probe';
import { silentProgress } from '../../host/progress';
import { FakeLab } from '../lib/fake-lab/fake-lab';

/** A lab that answers as a running one does, with a state folder and with what a command says of it. */
export class RunningLab {
  readonly fake = new FakeLab();
  readonly stateDir = mkdtempSync(join(tmpdir(), 'running-lab-'));
  readonly out: string[] = [];
  readonly notes: string[] = [];
  /** Probes that were made and not closed. */
  logins = 0;

  readonly context = {
    lab: this.fake.lab,
    stateDir: this.stateDir,
    out: (text: string) => void this.out.push(text),
    progress: { ...silentProgress, note: (text: string) => void this.notes.push(text) },
    hypervisor: () => Promise.resolve({ isRunning: () => Promise.resolve(true), internet: 'simulated' }),
  } as unknown as Context;

  probe(): Promise<LiveProbe> {
    this.logins += 1;
    const { fake } = this;
    return Promise.resolve({
      files: fake.files,
      exec: (from, argv) => fake.exec(from, argv),
      kubectl: (args, options) => fake.kubectl(args, options),
      close: async () => void (this.logins -= 1),
    });
  }

  remove(): void {
    rmSync(this.stateDir, { recursive: true });
  }
}
