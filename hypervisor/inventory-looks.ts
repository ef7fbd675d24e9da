import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CommandError, tryRun } from '../host/run';
import type { Lab } from '../lib/model';
import { volumeNames } from './libvirt/remove-objects';
import { libvirtAnswers, virshNames } from './libvirt/virsh';
import { bears } from './marks';
import { forwardingOf, forwardingUsers } from './network/forwarding';
import { abandonedMountPoints } from './embedded/mount-points';
import { linksIn } from './network/ip-links';
import { namespaceNames, namespaceOwner } from './network/namespace';
import { rulesetLines } from './network/nft-ruleset';
import type { LabIdentity } from './ownership/identity';
import { labPathsOf } from './port/lab-paths';
import type { Hypervisor } from './port/hypervisor';
import { isLabProgram } from './processes/lab-programs';
import { commandLine, describe, processesIn } from './processes/processes';

/**
 * How each kind of thing is looked at.
 * @param paths files and folders that a lab makes
 * @throws each look where it fails or this user may not see
 */
export const inventoryLooks = (
  lab: Lab,
  { uri, identity }: Pick<Hypervisor, 'uri' | 'identity'>,
  paths: readonly string[],
): Readonly<Record<string, () => Promise<readonly string[]>>> => ({
  'network namespace': namespaceNames,
  'network interface': networkInterfaces,
  route: () => lines('ip', '-4', 'route', 'show', 'table', 'all'),
  'firewall rule': firewallRules,
  'kernel setting': () => Promise.resolve(kernelSettings()),
  mount: () => Promise.resolve(mountPoints()),
  process: () => labProcesses(lab, identity, paths),
  ...libvirtLooks(uri),
  file: () => Promise.resolve([...paths, ...abandonedMountPoints()].filter((path) => existsSync(path))),
});

/** Every interface, and the bridge that it is a port of. */
async function networkInterfaces(): Promise<string[]> {
  return linksIn(await output('ip', '-json', 'link', 'show')).map(({ name, master }) => (master ? `${name} on ${master}` : name));
}

/** Rules of both firewalls, without their counters. */
async function firewallRules(): Promise<string[]> {
  const nft = rulesetLines(await output('nft', '--json', '--stateless', 'list', 'ruleset'));
  const iptables = (await lines('iptables-save').catch(ignoreMissing)).filter((line) => !line.startsWith('#'));
  return [...new Set([...nft, ...iptables.map((line) => line.replace(/\[\d+:\d+\]/g, '').trim())])];
}

/** Where the kernel forwards. While a lab needs it, it is on, whichever lab turned it on. */
function kernelSettings(): string[] {
  if (forwardingUsers(undefined).length > 0) return [];
  const names = ['net/ipv4/ip_forward', ...readdirSync('/proc/sys/net/ipv4/conf').map(forwardingOf)];
  return names.map((name) => `${name.replaceAll('/', '.')} = ${readFileSync(`/proc/sys/${name}`, 'utf8').trim()}`);
}

/** Where something is mounted. `/run/netns` is iproute2's own, made at the first use of a namespace on this machine. */
const mountPoints = (): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point !== '' && point !== '/run/netns');

/** Processes in the lab's namespaces, and a lab's programs that have its folders in their command lines. */
async function labProcesses(lab: Lab, identity: LabIdentity | undefined, paths: readonly string[]): Promise<string[]> {
  const { namespaces } = labPathsOf(lab.name);
  // Those of another lab are its own, whatever its name.
  const own = Object.values(namespaces).filter((name) => [undefined, identity?.id].includes(namespaceOwner(name)?.id));
  const inside = (await Promise.all(own.map(processesIn))).flat();
  const elsewhere = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      const words = commandLine(pid);
      return isLabProgram(words) && paths.some((path) => words.slice(1).some((word) => bears(word, path)));
    });
  // They are called by the lab's name, which a command line alone need not contain.
  return [...new Set([...inside, ...elsewhere])].map((pid) => `of ${namespaces.gateway}: ${describe(pid)}`);
}

/** Of a libvirt that answers; the lab's own is gone with the lab. */
function libvirtLooks(uri: string): Record<string, () => Promise<readonly string[]>> {
  const names = async (...args: string[]) => ((await libvirtAnswers(uri)).answers ? virshNames(uri, ...args) : []);
  return {
    'virtual machine': () => names('list', '--all', '--name'),
    'virtual network': () => names('net-list', '--all', '--name'),
    'storage pool': () => names('pool-list', '--all', '--name'),
    volume: async () => {
      const pools = await names('pool-list', '--name');
      const volumes = pools.map(async (pool) => (await volumeNames(uri, pool)).map((volume) => `${pool}/${volume}`));
      return (await Promise.all(volumes)).flat();
    },
  };
}

/** What a command prints. @throws where it fails. */
async function output(file: string, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await tryRun(file, args, { timeout: 60_000 });
  if (exitCode !== 0) throw new Error(stderr.split('\n')[0] || `${file} ended with exit status ${exitCode}`);
  return stdout;
}

/** What a command prints, line by line. @throws where it fails. */
const lines = async (file: string, ...args: string[]): Promise<string[]> =>
  (await output(file, ...args))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A firewall program that is not installed has no rules. */
function ignoreMissing(error: unknown): string[] {
  if (error instanceof CommandError && error.kind === 'environment') return [];
  throw error;
}
