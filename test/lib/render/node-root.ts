import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What a program said, and the exit status it ended with. */
export interface Checked {
  readonly status: number | null;
  readonly said: string;
}

/**
 * A folder in a machine's unpacked root filesystem, and the machine's own programs over it: without a network, so that
 * none of them can ask anybody.
 */
export class NodeRoot {
  private readonly path: string;
  /** The folder as the programs see it. */
  readonly folder: string;

  /** @param root the unpacked root filesystem. Running its programs takes root. */
  constructor(readonly root: string) {
    this.path = mkdtempSync(join(root, 'tmp', 'checkers-'));
    this.folder = join('/tmp', basename(this.path));
  }

  /** Writes a text under a name relative to the folder. Returns its path for the programs. */
  write(name: string, text: string): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Runs a program to its end. */
  run(program: string, ...args: string[]): Checked {
    const { status, stdout, stderr, error } = spawnSync('unshare', this.args(program, args), { encoding: 'utf8', env });
    if (error) throw error;
    return { status, said: stdout + stderr };
  }

  /** Runs a program until it has said something that matches, or has ended; then ends it, without waiting for its goodbyes. */
  runUntil(said: RegExp, program: string, ...args: string[]): Promise<Checked> {
    // unshare and chroot become the program, so it is the child.
    const child = spawn('unshare', this.args(program, args), { env });
    let text = '';
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        text += chunk.toString();
        if (said.test(text)) child.kill('SIGKILL');
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, said: text }));
    });
  }

  private args = (program: string, args: readonly string[]): string[] => ['--net', 'chroot', this.root, program, ...args];

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** KUBERNETES_*: a pod's way to the API server. Nobody is there. */
const env = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  KUBERNETES_SERVICE_HOST: '127.0.0.1',
  KUBERNETES_SERVICE_PORT: '6443',
};
