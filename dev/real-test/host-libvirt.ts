import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { inNamespace } from '../../hypervisor/network/namespace';
import { endProcessesIn, startDetached } from '../../hypervisor/processes/processes';

/** The Debian package of a system's libvirt, with the accounts and settings that it is set up with. */
export const hostLibvirtPackages = ['libvirt-daemon-system'] as const;

/** A libvirt that plays a user's machine's: at qemu:///system, for the commands that are run on that machine. */
export interface HostLibvirt {
  /** Runs a command on the machine: in its network, with its files. */
  command(argv: readonly string[]): readonly string[];
  /** The URI for commands of the machine that this program runs on: the same daemon, by its socket. */
  readonly uri: string;
  /** Its folder for volumes, as this machine sees it. */
  readonly images: string;
  stop(): Promise<void>;
}

const laid = {
  etc: '/etc/libvirt',
  lib: '/var/lib/libvirt',
  cache: '/var/cache/libvirt',
  log: '/var/log/libvirt',
  run: '/run/libvirt',
};

/**
 * Starts libvirtd as Debian's package sets it up, in a network namespace and with folders of its own, so that the real machine keeps its.
 * @param name tells it from others that run at the same time
 * @param kvm whether the machine has a /dev/kvm
 */
export async function startHostLibvirt(name: string, { kvm }: { readonly kvm: boolean }): Promise<HostLibvirt> {
  const namespace = `labhost-${name}`;
  const folder = mkdtempSync(`/run/${namespace}-`);
  chmodSync(folder, 0o755);
  await run('ip', ['netns', 'add', namespace]);
  await run('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
  for (const [part, target] of Object.entries(laid)) {
    mkdirSync(target, { recursive: true });
    // With its owners: QEMU's account has folders in there.
    if (part === 'etc' || part === 'lib') await run('cp', ['--archive', target, join(folder, part)]);
    else mkdirSync(join(folder, part));
  }
  const pid = await startDetached(inNamespace(namespace, ['sh', '-ec', script(folder, kvm)]), join(folder, 'libvirtd.log'));
  const uri = `qemu+unix:///system?socket=${join(folder, 'run', 'libvirt-sock')}`;
  const host: HostLibvirt = {
    command: (argv) => ['nsenter', `--target=${pid}`, '--mount', '--net', '--', ...argv],
    uri,
    images: join(folder, 'lib', 'images'),
    async stop() {
      await endProcessesIn([namespace]);
      await run('ip', ['netns', 'delete', namespace]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await waitFor(
    async () => {
      const { exitCode, stderr } = await tryRun('virsh', ['-c', uri, 'list'], { timeout: 20_000 });
      return { value: exitCode === 0 ? true : undefined, observation: stderr };
    },
    { what: `the libvirt of ${namespace}`, deadline: 120, interval: 0.5, remedy: `see ${join(folder, 'libvirtd.log')}` },
  );
  return host;
}

/** Lays the machine's folders over the real ones, and becomes libvirtd. */
function script(folder: string, kvm: boolean): string {
  return [
    ...Object.entries(laid).map(([part, target]) => `mount --bind ${join(folder, part)} ${target}`),
    ...(existsSync('/dev/kvm') ? ownDevices(`${folder}/dev`, kvm) : []),
    'export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent',
    'virtlogd --daemon --pid-file /run/libvirt/virtlogd.pid',
    'exec libvirtd --pid-file /run/libvirt/libvirtd.pid',
  ].join('\n');
}

/**
 * Every device that libvirt and QEMU need, /dev/kvm among them or not. A mount over that one device would be in the way of QEMU's own /dev.
 * Its group is as udev's 50-udev-default.rules has it: where QEMU may not open it, libvirt tries anew at each definition, half a minute each.
 */
const ownDevices = (folder: string, kvm: boolean): string[] => [
  `mkdir ${folder} && mount -t tmpfs -o mode=0755 tmpfs ${folder}`,
  ...['null', 'zero', 'full', 'random', 'urandom', 'tty', 'ptmx', 'net'].map((name) => `cp --archive /dev/${name} ${folder}/`),
  ...(kvm ? [`cp --archive /dev/kvm ${folder}/`, `chgrp kvm ${folder}/kvm`, `chmod 0660 ${folder}/kvm`] : []),
  ...['pts', 'shm'].map((name) => `mkdir ${folder}/${name} && mount --bind /dev/${name} ${folder}/${name}`),
  ...['fd', 'stdin', 'stdout', 'stderr'].map((name) => `cp --archive /dev/${name} ${folder}/`),
  // libvirt moves each mount below /dev by its name, so there may be but one of a name.
  'for place in /dev/pts /dev/shm; do while umount --lazy $place 2>/dev/null; do :; done; done',
  `mount --rbind ${folder} /dev`,
];
