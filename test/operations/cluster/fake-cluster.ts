import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../operations/context';
import type { Lab } from '../../../lib/model';

export const token = 'abcdef.0123456789abcdef';

/** kubectl and virsh, played by scripts that note what they are asked and answer from files. */
export class FakeCluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'fake-cluster-'));
  readonly notes: string[] = [];
  readonly hypervisor = { uri: 'test:///fake', identity: undefined };
  private readonly path = process.env.PATH;

  constructor(readonly lab: Lab) {
    mkdirSync(join(this.folder, 'bin'));
    this.program('kubectl', `cat >> ${this.folder}/input; echo "$@" >> ${this.folder}/asked; . ${this.folder}/answer`);
    this.program('virsh', `[ -e ${this.folder}/domains ] || exit 1; cat ${this.folder}/domains`);
    this.answer('true');
    this.domains({});
    process.env.PATH = `${join(this.folder, 'bin')}:${this.path}`;
  }

  private program(name: string, script: string): void {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** The shell's words that kubectl answers with; `$*` is what it was asked. */
  answer(script: string): void {
    writeFileSync(join(this.folder, 'answer'), script);
  }

  /** The machines libvirt knows, by UUID; without any, it does not answer. */
  domains(domains: Readonly<Record<string, string>> | undefined): void {
    const file = join(this.folder, 'domains');
    rmSync(file, { force: true });
    if (domains)
      writeFileSync(
        file,
        Object.entries(domains)
          .map(([uuid, name]) => `${uuid} ${name}\n`)
          .join(''),
      );
  }

  /** What kubectl was asked, without what every command has. */
  get asked(): string[] {
    const file = join(this.folder, 'asked');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.map((line) => line.replace(/^--cache-dir \S+ --kubeconfig \S+ /, ''));
  }

  get input(): string {
    return readFileSync(join(this.folder, 'input'), 'utf8');
  }

  get context(): Context {
    return {
      lab: this.lab,
      stateDir: join(this.folder, 'state'),
      progress: { note: (text: string) => void this.notes.push(text) },
      hypervisor: async () => ({
        command: (_from: string, argv: readonly string[]) => argv,
        runtimeFolder: () => join(this.folder, 'run'),
      }),
      kubectl: async () => 'kubectl',
      secrets: () => ({ kubeconfig: '/lab/kubeconfig', read: () => token }),
    } as unknown as Context;
  }

  remove(): void {
    process.env.PATH = this.path;
    rmSync(this.folder, { recursive: true });
  }
}
