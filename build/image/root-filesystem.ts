import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import { goComponents, componentModule, goProgram, type GoComponent } from './go-programs';
import { imageNames } from './image-names';
import { runIsolated } from './isolated';
import { setUnits } from './root-units';

/** Files laid over Debian's own, in `build/image/root`. `@pause@` in them stands for the name of pause's image. */
export const overlayFolder = join(projectRoot, 'build', 'image', 'root');

/** Programs of ours in `/usr/local/bin` of every machine. */
export const rootPrograms: Readonly<Partial<Record<GoComponent, readonly string[]>>> = {
  kubernetes: ['kubeadm', 'kubectl', 'kubelet'],
  containerd: Object.keys(goComponents.containerd),
  'cri-tools': ['crictl'],
};

/** Where MetalLB's own manifest is on a machine, unchanged. */
export const metallbManifest = '/usr/local/share/lab/metallb-native.yaml';

export const preloadScript = join(projectRoot, 'build', 'image', 'preload-images.sh');

export interface RootSources {
  /** The tar file of root-packages.ts. */
  readonly packages: string;
  /** The OCI layout of container-images.ts. */
  readonly images: string;
}

/** What the finished tree holds, for the manifest. */
export interface RootContents {
  /** `name version` of every Debian package. */
  readonly packages: readonly string[];
  /** Container image names and the digests they were loaded with. */
  readonly images: Readonly<Record<string, string>>;
  /** Of the kernel: `6.1.0-56-cloud-amd64`. */
  readonly kernel: string;
}

/** Makes a machine's whole root filesystem in `root`, with every container image loaded and unpacked. */
export async function makeRootFilesystem(
  root: string,
  sources: RootSources,
  onDetail?: (text: string) => void,
): Promise<RootContents> {
  onDetail?.('unpacking Debian');
  mkdirSync(root);
  await run('tar', ['--extract', '--file', sources.packages, '--xattrs', '--xattrs-include=*', '--numeric-owner', '-C', root]);
  await addToDebian(root);
  onDetail?.('loading container images');
  const { stdout } = await runIsolated(preloadScript, [root, sources.images, ...Object.values(imageNames)], { network: 'none' });
  const packages = await run('dpkg-query', [
    '--admindir',
    join(root, 'var/lib/dpkg'),
    '--show',
    '--showformat',
    '${Package} ${Version}\\n',
  ]);
  const kernel = readdirSync(join(root, 'lib/modules')).sort().at(-1);
  if (!kernel) throw new Error('the Debian packages brought no kernel');
  return {
    packages: packages.stdout.split('\n'),
    images: Object.fromEntries(stdout.split('\n').map((line) => line.split(' ') as [string, string])),
    kernel,
  };
}

/** Makes a tree of Debian packages a machine's: what is ours in it, but for container images. */
export async function addToDebian(root: string): Promise<void> {
  await addPrograms(root);
  addOverlay(root);
  await addLoginUser(root);
  await setUnits(root);
  forgetSecrets(root);
}

async function addPrograms(root: string): Promise<void> {
  for (const [component, programs] of Object.entries(rootPrograms) as [GoComponent, string[]][]) {
    for (const program of programs) {
      const target = join(root, 'usr/local/bin', program);
      copyFileSync(await goProgram(component, program), target);
      chmodSync(target, 0o755);
    }
  }
  for (const program of ['kubeadm', 'kubectl', 'crictl']) {
    const kubernetes = program !== 'crictl';
    const script = await run(await goProgram(kubernetes ? 'kubernetes' : 'cri-tools', program), ['completion', 'bash']);
    writeFileSync(join(root, 'usr/share/bash-completion/completions', program), `${script.stdout}\n`);
  }
  // Where the CNI plugins are looked for everywhere but in Debian.
  mkdirSync(join(root, 'opt/cni'), { recursive: true });
  symlinkSync('/usr/lib/cni', join(root, 'opt/cni/bin'));
  await addMetallbManifest(root);
}

/** MetalLB's own manifest, which the machines apply with `kubectl kustomize`. */
async function addMetallbManifest(root: string): Promise<void> {
  const manifest = join(root, metallbManifest);
  mkdirSync(dirname(manifest), { recursive: true });
  copyFileSync(
    join(await componentModule('metallb', 'go.universe.tf/metallb'), 'config/manifests/metallb-native.yaml'),
    manifest,
  );
  chmodSync(manifest, 0o644);
}

function addOverlay(root: string): void {
  cpSync(overlayFolder, root, { recursive: true });
  const config = join(root, 'etc/containerd/config.toml');
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('@pause@', imageNames.pause));
  // Every login would run these to greet the user.
  rmSync(join(root, 'etc/update-motd.d'), { recursive: true, force: true });
  writeFileSync(join(root, 'etc/motd'), '');
}

/** The account of students: no password, root's rights by `sudo`. Its key is a lab's own, which the seed brings. */
export const loginUser = 'lab';

async function addLoginUser(root: string): Promise<void> {
  await run('chroot', [root, 'useradd', '--create-home', '--shell', '/bin/bash', '--groups', 'adm,sudo', loginUser]);
  await run('chroot', [root, 'install', '-d', '-m', '0700', '-o', loginUser, '-g', loginUser, `/home/${loginUser}/.ssh`]);
  const rights = join(root, 'etc/sudoers.d', loginUser);
  writeFileSync(rights, `${loginUser} ALL=(ALL) NOPASSWD:ALL\n`);
  chmodSync(rights, 0o440);
}

/** Removes keys that packages made when they were installed: each machine makes its own. An empty machine-id is filled at boot. */
function forgetSecrets(root: string): void {
  const keys = readdirSync(join(root, 'etc/ssh')).filter((name) => name.startsWith('ssh_host_'));
  for (const file of [...keys.map((name) => `etc/ssh/${name}`), 'etc/bind/rndc.key', 'var/lib/systemd/random-seed']) {
    if (existsSync(join(root, file))) rmSync(join(root, file));
  }
  writeFileSync(join(root, 'etc/machine-id'), '');
  writeFileSync(join(root, 'etc/resolv.conf'), '# Written by the seed.\n');
}
