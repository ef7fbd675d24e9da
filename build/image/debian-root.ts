import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../versions';
import { aptSources } from './apt-sources';
import { runIsolated } from './isolated';

export interface DebianRoot {
  /**
   * What to start from: `minbase`, Debian's smallest machine with apt; `essential`, the same without apt; `existing`, the
   * tree that is there already.
   */
  readonly base: 'minbase' | 'essential' | 'existing';
  /** Packages beyond those of the base, with what they depend on. */
  readonly packages: readonly string[];
  /** The tree's folder: empty, missing, or the existing tree. */
  readonly target: string;
  /** A folder for the sources list handed to mmdebstrap. */
  readonly scratch: string;
  readonly onLine?: (line: string) => void;
}

/** Files no machine of the lab needs, left out while packages are unpacked. Copyright files stay. */
const leftOut = [
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
  'path-exclude=/usr/share/man/*',
  'path-exclude=/usr/share/info/*',
  'path-exclude=/usr/share/locale/*',
  'path-exclude=/usr/share/i18n/*',
  'path-exclude=/usr/share/lintian/*',
];

/** Makes a Debian tree with mmdebstrap, from wherever this machine gets its own packages; no trace of that place is left in it. */
export async function makeDebianRoot(root: DebianRoot): Promise<void> {
  // mmdebstrap makes the device nodes it needs, and stumbles over those of an earlier run.
  if (root.base === 'existing') emptyFolder(join(root.target, 'dev'));
  const apt = await aptSources(versions.debian);
  const sources = join(root.scratch, 'sources.list');
  writeFileSync(sources, apt.lines.map((line) => `${line}\n`).join(''));
  await runIsolated(
    'mmdebstrap',
    [
      '--mode=root',
      '--format=directory',
      '--architectures=amd64',
      ...(root.base === 'existing' ? ['--variant=custom', '--skip=check/empty'] : [`--variant=${root.base}`]),
      ...(root.packages.length > 0 ? [`--include=${root.packages.join(',')}`] : []),
      // A file put into the tree beforehand stands in for the package's own default.
      '--dpkgopt=force-confold',
      // The tree is not worth anything before it is whole, so dpkg need not wait for the disk after every file.
      '--dpkgopt=force-unsafe-io',
      ...leftOut.map((option) => `--dpkgopt=${option}`),
      '--aptopt=Acquire::Languages "none"',
      ...apt.options.map((option) => `--aptopt=${option.replace(/;$/, '')}`),
      versions.debian,
      root.target,
      ...(apt.lines.length > 0 ? [sources] : []),
    ],
    {
      env: { LC_ALL: 'C.UTF-8', TMPDIR: root.scratch },
      onLine: root.onLine,
      errorKind: 'environment',
      remedy:
        'when packages could not be fetched, check that `apt-get update` works on this machine; then run the same command again',
    },
  );
  forgetBuildMachine(root.target);
}

/** Removes what belongs to the machine the tree was made on: its mirror, its proxy, its name, device nodes and logs. */
function forgetBuildMachine(tree: string): void {
  for (const file of [
    'etc/apt/apt.conf.d/99mmdebstrap',
    'etc/dpkg/dpkg.cfg.d/99mmdebstrap',
    'etc/resolv.conf',
    'etc/hostname',
    'etc/machine-id',
  ]) {
    rmSync(join(tree, file), { force: true });
  }
  writeFileSync(
    join(tree, 'etc/apt/sources.list'),
    '# The lab installs nothing at run time. Add a mirror here to install packages.\n',
  );
  for (const folder of ['dev', 'var/log/apt', 'var/cache/apt', 'var/lib/apt/lists', 'tmp', 'run'])
    emptyFolder(join(tree, folder));
  for (const log of ['dpkg.log', 'bootstrap.log', 'alternatives.log', 'fontconfig.log'])
    rmSync(join(tree, 'var/log', log), { force: true });
}

function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}
