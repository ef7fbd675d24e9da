import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFault } from '../host/fault';
import { pasteable } from '../host/run';
import { waitFor } from '../host/wait';
import { ensureMountPoints, libvirtFolders } from './mount-points';
import { inNamespace } from './namespace';
import type { Places } from './places';
import { commandLine, processesIn, startDetached } from './processes';
import { libvirtAnswers } from './virsh';

/**
 * QEMU's settings for the private daemon alone. It runs as root and without libvirt's own confinement, because it lives in
 * namespaces of its own, where no host security profile names its folders.
 */
export const qemuConf = [
  'user = "root"',
  'group = "root"',
  'security_driver = "none"',
  'cgroup_controllers = []',
  'namespaces = []',
  '# Consoles are written by QEMU itself; virtlogd belongs to the host.',
  'stdio_handler = "file"',
  'remember_owner = 0',
  '',
].join('\n');

/** Only root opens the private daemon's sockets, so nothing else has to be asked. */
export const libvirtdConf = [
  'auth_unix_ro = "none"',
  'auth_unix_rw = "none"',
  'unix_sock_ro_perms = "0700"',
  'unix_sock_rw_perms = "0700"',
  'unix_sock_dir = "/run/libvirt"',
  '',
].join('\n');

/** Debian's and Ubuntu's libvirtd do not start without these accounts, even when the settings name others. */
const accounts: Readonly<Record<'passwd' | 'group', readonly string[]>> = {
  passwd: ['libvirt-qemu:x:64055:65534:libvirt:/nonexistent:/usr/sbin/nologin'],
  group: ['libvirt-qemu:x:64055:', 'kvm:x:64056:'],
};

/** An account file with the accounts it lacks. */
export function withAccounts(text: string, lines: readonly string[]): string {
  const missing = lines.filter((line) => !new RegExp(`^${line.split(':')[0]}:`, 'm').test(text));
  return [text.replace(/\n?$/, '\n'), ...missing.map((line) => `${line}\n`)].join('');
}

const pidFile = (places: Places): string => join(places.runtime, 'libvirtd.pid');

/** The URI of the private daemon, the same for virsh and for the Terraform provider. */
export const embeddedUri = (places: Places): string => `qemu+unix:///system?socket=${places.socket}`;

/** Starts the private libvirtd in the gateway's namespace and waits until it answers. One that runs already stays. */
export async function startLibvirtDaemon(places: Places): Promise<void> {
  const uri = embeddedUri(places);
  const log = join(places.logs, 'libvirtd.log');
  const pid = (await daemonProcess(places)) ?? (await startDaemon(places, log));
  await waitFor(
    async () => {
      const { answers, said } = await libvirtAnswers(uri);
      if (!answers && !existsSync(`/proc/${pid}`))
        throw labFault(`the lab's own libvirtd has ended; see ${log}:\n${lastLines(log, 5)}`);
      return { value: answers ? true : undefined, observation: said };
    },
    { what: `the lab's own libvirt to answer at ${uri}`, deadline: 120, interval: 0.5, remedy: `its output is in ${log}` },
  );
}

function startDaemon(places: Places, log: string): Promise<number> {
  prepareFolders(places);
  return startDetached(inNamespace(places.namespaces.gateway, ['sh', '-c', daemonScript(places)]), log);
}

const lastLines = (file: string, count: number): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');

/** The private libvirtd's process id, if it runs. */
export async function daemonProcess(places: Places): Promise<number | undefined> {
  return (await processesIn(places.namespaces.gateway)).find((pid) =>
    commandLine(pid)
      .join(' ')
      .includes(`--pid-file ${pidFile(places)}`),
  );
}

/**
 * Lays the lab's own folders over libvirt's usual ones and becomes libvirtd. `ip netns exec` has already given the script a
 * mount namespace of its own, so that the host sees nothing of it.
 */
function daemonScript(places: Places): string {
  const mounts = [
    ...Object.entries(libvirtFolders).map(([name, target]) => [sourceFolder(places, name), target] as const),
    ...Object.keys(accounts).map((name) => [join(places.libvirt, name), join('/etc', name)] as const),
  ];
  return [
    'set -e',
    ...mounts.map(([source, target]) => pasteable('mount', ['--bind', source, target])),
    // Away from the host's bus: firewalld and machined must not learn of the lab's networks and machines.
    'export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent',
    `exec ${pasteable('libvirtd', ['--pid-file', pidFile(places)])}`,
  ].join('\n');
}

function prepareFolders(places: Places): void {
  ensureMountPoints();
  for (const name of Object.keys(libvirtFolders)) {
    mkdirSync(sourceFolder(places, name), { recursive: true });
    // dnsmasq reads in there after it has become an ordinary user.
    chmodSync(sourceFolder(places, name), 0o755);
  }
  mkdirSync(places.consoles, { recursive: true, mode: 0o700 });
  writeFileSync(join(sourceFolder(places, 'etc'), 'qemu.conf'), qemuConf);
  writeFileSync(join(sourceFolder(places, 'etc'), 'libvirtd.conf'), libvirtdConf);
  for (const [name, lines] of Object.entries(accounts)) {
    writeFileSync(join(places.libvirt, name), withAccounts(readFileSync(join('/etc', name), 'utf8'), lines));
  }
}

/** Sockets are kept where paths are short; everything else with the lab. */
const sourceFolder = (places: Places, name: string): string =>
  name === 'run' ? join(places.runtime, 'libvirt') : join(places.libvirt, name);
