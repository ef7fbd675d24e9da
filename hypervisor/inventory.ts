import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CommandError, tryRun } from '../host/run';
import type { Lab } from '../lib/model';
import { linkCidr } from './network/firewall';
import { forwardingOf, forwardingUsers } from './network/forwarding';
import { linksIn } from './network/ip-links';
import { rulesetLines } from './network/nft-ruleset';
import type { Hypervisor } from './port/hypervisor';
import type { LabIdentity } from './ownership/identity';
import { domainNames, networkName, poolName } from './libvirt/libvirt-objects';
import { abandonedMountPoints, libvirtFolders } from './embedded/mount-points';
import { namespaceNames, namespaceOwner } from './network/namespace';
import { namespacePaths, labPathsOf } from './port/lab-paths';
import { cgroupFolder } from './processes/cgroup';
import { isLabProgram } from './processes/lab-programs';
import { commandLine, describe, processesIn } from './processes/processes';
import { volumeNames } from './libvirt/remove-objects';
import { libvirtAnswers, virshNames } from './libvirt/virsh';

/** Everything of this machine and its libvirt that a lab can change: a list of things for each kind. It can be kept as JSON. */
export interface Inventory {
  /** What tells the lab's things from others: names, addresses and paths. */
  readonly marks: readonly string[];
  readonly things: Readonly<Record<string, readonly string[]>>;
  /** Kinds that could not be looked at, with the reason. Default: none. */
  readonly unseen?: Readonly<Record<string, string>>;
}

/** Looks at everything; what this user may not see is named. */
export async function inventory(
  lab: Lab,
  hypervisor: Pick<Hypervisor, 'uri' | 'storageFolder' | 'identity'>,
  checkout?: string,
): Promise<Inventory> {
  const storage = hypervisor.storageFolder;
  const paths = lookedAtPaths(lab, storage, checkout);
  const things: Record<string, readonly string[]> = {};
  const unseen: Record<string, string> = {};
  const looks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
    'network namespace': namespaceNames,
    'network interface': networkInterfaces,
    route: () => lines('ip', '-4', 'route', 'show', 'table', 'all'),
    'firewall rule': firewallRules,
    'kernel setting': () => Promise.resolve(kernelSettings()),
    mount: () => Promise.resolve(mountPoints()),
    process: () => labProcesses(lab, hypervisor.identity, paths),
    ...libvirtLooks(hypervisor.uri),
    file: () => Promise.resolve([...paths, ...abandonedMountPoints()].filter((path) => existsSync(path))),
  };
  for (const [kind, look] of Object.entries(looks)) {
    try {
      things[kind] = await look();
    } catch (error) {
      unseen[kind] = (error as Error).message.split('\n')[0]!;
    }
  }
  return { marks: marksOf(lab, paths), things, unseen };
}

/** What a lab left: a thing of its marks that is there after and was not before, or a setting that is another one now. Empty: nothing. */
export function difference(before: Inventory, after: Inventory): string[] {
  const left = newThings(before, after).filter((thing) => after.marks.some((mark) => bears(thing, mark)));
  return [...new Set([...left, ...changedSettings(before, after)])];
}

/** Settings that were there before and have another value now, whosever they are. */
function changedSettings(before: Inventory, after: Inventory): string[] {
  const nameOf = (setting: string) => setting.split(' = ')[0];
  const known = new Set(before.things['kernel setting']?.map(nameOf));
  return newThings(before, after).filter(
    (thing) => thing.startsWith('kernel setting ') && known.has(nameOf(thing.slice('kernel setting '.length))),
  );
}

/** Everything that is there after and was not before, whosever it is. */
export function newThings(before: Inventory, after: Inventory): string[] {
  return Object.entries(after.things).flatMap(([kind, things]) => {
    // What could not be seen before cannot be told from what is new.
    if (before.unseen?.[kind] !== undefined) return [];
    const known = new Set(before.things[kind]);
    return things.filter((thing) => !known.has(thing)).map((thing) => `${kind} ${thing}`);
  });
}

/** What ends by itself, or is shown in another way from moment to moment. */
const fleeting = ['process', 'route', 'kernel setting'];

/** What was there before, is gone, and was not the lab's: nothing that a lab's removal may take away. */
export function vanished(before: Inventory, after: Inventory): string[] {
  return newThings(after, before).filter(
    (thing) => !fleeting.some((kind) => thing.startsWith(kind)) && !before.marks.some((mark) => bears(thing, mark)),
  );
}

/** The kinds that could not be looked at, each with the reason. */
export const unseenKinds = (...inventories: readonly Inventory[]): string[] => [
  ...new Set(inventories.flatMap(({ unseen = {} }) => Object.entries(unseen).map(([kind, reason]) => `${kind}s (${reason})`))),
];

/** A mark counts as whole words and whole path elements: `br-les` is not in `br-lesson`, `/run/lab-a` not in `/run/lab-ab` or `/x/run/lab-a`. */
function bears(thing: string, mark: string): boolean {
  const literal = mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w.-])`).test(thing);
}

/** Everything a lab makes carries one of these. */
function marksOf(lab: Lab, paths: readonly string[]): string[] {
  const { namespaces, bridge, link, hostTable } = labPathsOf(lab.name);
  return [
    ...Object.values(namespaces),
    ...[bridge, ...Object.values(link), hostTable],
    ...[networkName(lab), poolName(lab), ...domainNames(lab)],
    ...[String(lab.network.cidr), String(linkCidr(lab)), String(lab.network.gateway)],
    ...[...paths, ...Object.values(libvirtFolders)],
  ];
}

function lookedAtPaths(lab: Lab, storage: string, checkout?: string): string[] {
  const paths = labPathsOf(lab.name, checkout);
  const group = cgroupFolder(paths);
  return [...namespacePaths(paths), paths.runtime, paths.state, storage, ...(group ? [group] : [])];
}

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
