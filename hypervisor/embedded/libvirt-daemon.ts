import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { labError } from '../../host/user-error';
import { lastLinesOf } from '../../host/last-lines';
import { pasteable } from '../../host/shell';
import { waitFor } from '../../host/wait';
import { inCgroup } from '../processes/cgroup';
import { mountBase } from './base-disks';
import { accounts, libvirtdConf, qemuConf, virtlogdConf, withAccounts } from './libvirt-settings';
import { ensureMountPoints, libvirtFolders } from './mount-points';
import { inNamespace } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { commandLine, processesIn, startDetached } from '../processes/processes';
import { qemuAccount, withoutCapabilities } from '../processes/unprivileged';
import { libvirtAnswers } from '../libvirt/virsh';

type Program = 'libvirtd' | 'virtlogd';

const pidFile = (paths: LabPaths, program: Program): string => join(paths.runtime, `${program}.pid`);

/** The URI of the private daemon, the same for virsh and for the Terraform provider. */
export const embeddedUri = (paths: LabPaths): string => `qemu+unix:///system?socket=${paths.socket}`;

export interface DaemonSettings {
  /** Absolute path of the folder in which the lab's disks are kept. */
  readonly storage: string;
  /** Whether machines are to use hardware virtualization. */
  readonly kvm: boolean;
  /** Bytes that a file may have which libvirt or QEMU writes. */
  readonly largestFile: number;
}

/**
 * Starts the private libvirtd in the gateway's namespace and waits until it answers. One that runs already stays.
 */
export async function startLibvirtDaemon(paths: LabPaths, settings: DaemonSettings): Promise<void> {
  const uri = embeddedUri(paths);
  const log = join(paths.logs, 'libvirtd.log');
  const pid = (await daemonProcess(paths)) ?? (await startDaemon(paths, settings, log));
  await waitFor(
    async () => {
      const { answers, said } = await libvirtAnswers(uri);
      if (!answers && !existsSync(`/proc/${pid}`))
        throw labError(`the lab's own libvirtd has ended; see ${log}:\n${lastLinesOf(log, 5)}`);
      return { value: answers ? true : undefined, observation: said };
    },
    { what: `the lab's own libvirt to answer at ${uri}`, deadline: 120, interval: 0.5, remedy: `its output is in ${log}` },
  );
}

async function startDaemon(paths: LabPaths, settings: DaemonSettings, log: string): Promise<number> {
  prepareFolders(paths, settings.storage);
  const script = daemonScript(paths, settings, (await processOf(paths, 'virtlogd')) === undefined);
  return startDetached(inCgroup(paths, inNamespace(paths.namespaces.gateway, ['sh', '-c', script])), log);
}

/** The private libvirtd's process id, if it runs. */
export const daemonProcess = (paths: LabPaths): Promise<number | undefined> => processOf(paths, 'libvirtd');

async function processOf(paths: LabPaths, program: Program): Promise<number | undefined> {
  return (await processesIn(paths.namespaces.gateway)).find((pid) => {
    const words = commandLine(pid);
    return basename(words[0] ?? '') === program && words.includes(pidFile(paths, program));
  });
}

/**
 * Lays the lab's own folders over libvirt's usual ones and becomes libvirtd. `ip netns exec` has already given the script a
 * mount namespace of its own, so that the host sees nothing of it.
 */
function daemonScript(paths: LabPaths, { storage, largestFile, kvm }: DaemonSettings, withLogDaemon: boolean): string {
  const mounts = [
    ...Object.entries(libvirtFolders).map(([name, target]) => [sourceFolder(paths, name), target] as const),
    [storage, paths.inside.storage] as const,
    [paths.consoles, paths.inside.consoles] as const,
    ...Object.keys(accounts).map((name) => [join(paths.libvirt, name), join('/etc', name)] as const),
  ];
  return [
    'set -e',
    ...mounts.map(([source, target]) => pasteable('mount', ['--bind', source, target])),
    ...mountBase(paths, storage),
    ...ownKvm(join(paths.runtime, 'dev'), kvm),
    // Away from the host's bus: firewalld and machined must not learn of the lab's networks and machines.
    'export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent',
    // It outlives libvirtd, because it holds the other ends of the machines' consoles.
    ...(withLogDaemon
      ? [pasteable('setpriv', withoutCapabilities(['virtlogd', '--daemon', '--pid-file', pidFile(paths, 'virtlogd')]))]
      : []),
    // QEMU inherits it (getrlimit(2)): a QEMU that obeys its guest cannot fill the disk through one file.
    `exec ${pasteable('prlimit', [`--fsize=${largestFile}`, 'libvirtd', '--pid-file', pidFile(paths, 'libvirtd')])}`,
  ].join('\n');
}

/**
 * Lays a device of QEMU's own over /dev/kvm, whatever the host's allows. It needs a file system of its own: devices do not work
 * in /run. Where devices cannot be made, as in a container, the host's stays.
 *
 * For emulated machines it is one that nobody can open: libvirt would try a KVM that is there and does not work anew, for half a minute,
 * each time a machine is defined. It tries with the right to open any file, so the file system forbids devices (mount(8), nodev).
 */
const ownKvm = (folder: string, usable: boolean): string[] => [
  'if [ -c /dev/kvm ]; then',
  `  ${pasteable('mkdir', ['-p', folder])}`,
  `  ${pasteable('mount', ['-t', 'tmpfs', '-o', `mode=0755,size=64k,${usable ? 'dev' : 'nodev'}`, 'lab', folder])}`,
  // mknod's numbers are in Linux' Documentation/admin-guide/devices.txt.
  `  if ${pasteable('mknod', ['-m', usable ? '0660' : '0', join(folder, 'kvm'), 'c', '10', '232'])}; then`,
  `    ${pasteable('chown', [`0:${qemuAccount}`, join(folder, 'kvm')])}`,
  `    ${pasteable('mount', ['--bind', join(folder, 'kvm'), '/dev/kvm'])}`,
  '  fi',
  'fi',
];

function prepareFolders(paths: LabPaths, storage: string): void {
  ensureMountPoints();
  for (const name of Object.keys(libvirtFolders)) {
    mkdirSync(sourceFolder(paths, name), { recursive: true });
    // dnsmasq reads in there after it has become an ordinary user.
    chmodSync(sourceFolder(paths, name), 0o755);
  }
  mkdirSync(paths.consoles, { recursive: true, mode: 0o700 });
  for (const target of [paths.inside.storage, paths.inside.consoles]) mkdirSync(sourceOf(paths, target), { recursive: true });
  prepareStorage(storage);
  writeFileSync(join(sourceFolder(paths, 'etc'), 'qemu.conf'), qemuConf);
  writeFileSync(join(sourceFolder(paths, 'etc'), 'libvirtd.conf'), libvirtdConf);
  writeFileSync(join(sourceFolder(paths, 'etc'), 'virtlogd.conf'), virtlogdConf);
  for (const [name, lines] of Object.entries(accounts)) {
    writeFileSync(join(paths.libvirt, name), withAccounts(readFileSync(join('/etc', name), 'utf8'), lines));
  }
}

/** Disks and seeds are open to root and QEMU alone, also in a folder that was there before the lab. */
function prepareStorage(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, 0, qemuAccount);
  chmodSync(folder, 0o710);
}

/** What lies at `target` in the daemon's mount namespace. */
function sourceOf(paths: LabPaths, target: string): string {
  const [name, folder] = Object.entries(libvirtFolders).find(([, path]) => target.startsWith(`${path}/`))!;
  return join(sourceFolder(paths, name), relative(folder, target));
}

/** Sockets are kept where paths are short; everything else with the lab. */
const sourceFolder = (paths: LabPaths, name: string): string =>
  name === 'run' ? join(paths.runtime, 'libvirt') : join(paths.libvirt, name);
