import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedStep, type CachedStep } from '../../host/cached-step';
import { cacheDir } from '../../host/paths';
import { versions } from '../../versions';
import { makeDebianRoot } from './debian-root';
import { runIsolated } from './isolated';
import { recipeHash } from './recipe-hash';

/** Debian packages of a machine, whatever its role, beyond Debian's smallest system. */
export const rootPackages = [
  // A machine that boots and takes its settings from a disk. tiny-initramfs needs neither udev nor a shell to find the root.
  ...['dbus', 'libnss-myhostname', 'linux-image-cloud-amd64', 'openssh-server', 'sudo'],
  ...['systemd', 'systemd-sysv', 'tiny-initramfs', 'udev'],
  // The right time.
  'chrony',
  // What kubelet, kube-proxy and containerd call.
  ...[
    'conntrack',
    'containernetworking-plugins',
    'ethtool',
    'ipset',
    'iproute2',
    'iptables',
    'kmod',
    'nftables',
    'runc',
    'socat',
  ],
  // The name server and its intranet page.
  ...['bind9', 'bind9-utils', 'nginx-light'],
  // What a student reaches for.
  ...['arping', 'bash-completion', 'bind9-dnsutils', 'ca-certificates', 'curl', 'iputils-ping', 'jq', 'less', 'netcat-openbsd'],
  ...['procps', 'psmisc', 'tcpdump', 'vim-tiny'],
];

export const rootPackagesStep = (onLine?: (line: string) => void): CachedStep => ({
  name: 'root-packages',
  inputs: { debian: versions.debian, packages: rootPackages.join(), recipe: recipeHash('debian-root.ts') },
  async build(folder) {
    const target = join(folder, 'root');
    await makeDebianRoot({ base: 'minbase', packages: rootPackages, target, scratch: folder, onLine });
    // One file keeps owners, modes and capabilities, and costs one read to unpack.
    await runIsolated('tar', [
      '--create',
      '--file',
      join(folder, 'root.tar'),
      '--xattrs',
      '--xattrs-include=*',
      '--numeric-owner',
      '-C',
      target,
      '.',
    ]);
    rmSync(target, { recursive: true });
    rmSync(join(folder, 'sources.list'));
  },
});

/** A tar file of the machine's Debian packages, installed and not yet configured. */
export async function rootPackagesTar(onLine?: (line: string) => void): Promise<string> {
  const { folder } = await cachedStep(join(cacheDir(), 'image'), rootPackagesStep(onLine));
  return join(folder, 'root.tar');
}
