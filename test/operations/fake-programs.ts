import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs of this machine, played by shell scripts that come before the real ones on the path. */
export class FakePrograms {
  readonly folder = mkdtempSync(join(tmpdir(), 'fake-programs-'));
  private readonly path = process.env.PATH;

  constructor(scripts: Readonly<Record<string, string>>) {
    for (const [name, script] of Object.entries(scripts)) this.play(name, script);
    process.env.PATH = `${join(this.folder, 'bin')}:${this.path}`;
  }

  play(name: string, script: string): string {
    mkdirSync(join(this.folder, 'bin'), { recursive: true });
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  remove(): void {
    process.env.PATH = this.path;
    rmSync(this.folder, { recursive: true });
  }
}

/** A machine without namespaces, firewall rules and a libvirt. */
export const emptyMachine = { ip: 'exit 0', nft: 'exit 0', 'iptables-save': 'exit 0', virsh: 'exit 1' };
