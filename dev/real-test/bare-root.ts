import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { aptSources, type AptSources } from '../../build/image/apt-sources';
import { runIsolated } from '../../build/image/isolated';
import { uninterrupted } from '../../host/interruption';
import { cacheDir } from '../../host/paths';
import { run, type RunOptions, type RunResult } from '../../host/run';

/** The releases of Debian that a lab is built on, and their names in os-release(5). */
export const hostReleases = { bookworm: '12', trixie: '13' } as const;
export type HostRelease = keyof typeof hostReleases;

/** A Debian system with nothing in it but what was asked for, in a folder. It gets packages from where this machine gets its own. */
export interface BareRoot {
  readonly folder: string;
  /** Runs a command as its root, with none of this machine's variables but those of proxies and registries. Throws when it fails. */
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Seconds. */
const removalLimit = 10 * 60;

/** Makes such a system for `work`, and removes it. */
export async function withBareRoot<T>(
  release: HostRelease,
  packages: readonly string[],
  work: (root: BareRoot) => Promise<T>,
): Promise<T> {
  mkdirSync(cacheDir(), { recursive: true });
  const scratch = mkdtempSync(join(cacheDir(), '.bare-machine-'));
  try {
    const folder = join(scratch, 'root');
    await makeRoot(release, packages, { scratch, folder });
    takeSettings(folder);
    return await work({ folder, run: (argv, options) => runInRoot(folder, argv, options) });
  } finally {
    // Node.js needs minutes for so many files on a busy machine, and hears no signal meanwhile.
    await uninterrupted(() => run('rm', ['-rf', '--one-file-system', scratch]), removalLimit);
  }
}

async function makeRoot(
  release: HostRelease,
  packages: readonly string[],
  { scratch, folder }: { readonly scratch: string; readonly folder: string },
): Promise<void> {
  const apt = await sourcesOf(release);
  const sources = join(scratch, 'sources.list');
  writeFileSync(sources, apt.lines.map((line) => `${line}\n`).join(''));
  const options = apt.options.map((option) => `--aptopt=${option.replace(/;$/, '')}`);
  const from = apt.lines.length > 0 ? [sources] : [];
  await runIsolated(
    'mmdebstrap',
    [
      ...['--mode=root', '--format=directory', '--architectures=amd64', '--variant=minbase', '--dpkgopt=force-unsafe-io'],
      ...[`--include=${packages.join(',')}`, ...options, release, folder, ...from],
    ],
    { env: { LC_ALL: 'C.UTF-8', TMPDIR: scratch }, errorKind: 'environment' },
  );
}

/** A machine knows the sources of its own release only; those of another are at the same place. */
async function sourcesOf(release: HostRelease): Promise<AptSources> {
  for (const known of [release, ...(Object.keys(hostReleases) as HostRelease[])]) {
    const { lines, options } = await aptSources(known);
    if (lines.length > 0) return { lines: lines.map((line) => line.replaceAll(known, release)), options };
  }
  return aptSources(release);
}

/** Files that say where packages come from, and whom this machine trusts, from / or from a home folder. */
const settings = {
  '/': ['etc/pip.conf', 'etc/resolv.conf', 'etc/ssl/certs/ca-certificates.crt'],
  home: ['.npmrc', '.config/pip/pip.conf', '.config/go/env'],
} as const;

function takeSettings(folder: string): void {
  const take = (from: string, to: string) => {
    if (!existsSync(from)) return;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { dereference: true });
  };
  for (const file of settings['/']) take(join('/', file), join(folder, file));
  for (const file of settings.home) take(join(homedir(), file), join(folder, 'root', file));
}

/** Proxies, registries and certificates: what a user would have set on such a machine, too. */
const handedOn =
  /^((https?|all|no)_proxy|npm_config_(registry|cafile|.*proxy)|node_extra_ca_certs|pip_.*|ssl_cert_(file|dir)|go(proxy|sumdb|nosumdb|private|noproxy|insecure))$/i;

function runInRoot(folder: string, argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const script = `for made in dev sys; do mount --rbind "/$made" "$0/$made"; done
mount -t proc proc "$0/proc"
exec chroot "$0" "$@"`;
  const unset = Object.keys(process.env).filter((name) => !handedOn.test(name));
  const env = {
    ...Object.fromEntries(unset.map((name) => [name, undefined])),
    HOME: '/root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...options.env,
  };
  return runIsolated('sh', ['-ec', script, folder, ...argv], { ...options, env });
}
