import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { labStateDir } from '../host/paths';
import { tryRun } from '../host/run';
import type { Lab } from '../lib/model';
import { linkCidr } from './firewall';
import type { Hypervisor } from './hypervisor';
import { domainNames, networkName, poolName, volumeNames } from './libvirt-objects';
import { abandonedMountPoints, libvirtFolders } from './mount-points';
import { namespaceNames, readSetting } from './namespace';
import { namespacePaths, placesOf } from './places';
import { commandLine, describe, processesIn } from './processes';
import { libvirtAnswers, virshNames } from './virsh';

/** Everything of this machine and its libvirt that a lab can change: a list of things for each kind. It can be kept as JSON. */
export interface Inventory {
  /** What tells the lab's things from others: names, addresses and paths. */
  readonly marks: readonly string[];
  readonly things: Readonly<Record<string, readonly string[]>>;
}

/** Looks at everything; what this user may not see counts as empty. */
export async function inventory(lab: Lab, hypervisor: Pick<Hypervisor, 'uri' | 'terraformVariables'>): Promise<Inventory> {
  const storage = hypervisor.terraformVariables.storage_path!;
  return {
    marks: marksOf(lab, storage),
    things: {
      'network namespace': await namespaceNames().catch(() => []),
      'network interface': (await lines('ip', '-oneline', 'link', 'show')).map(interfaceOf),
      route: await lines('ip', '-4', 'route', 'show', 'table', 'all'),
      'firewall rule': await firewallRules(),
      'kernel setting': [`net.ipv4.ip_forward = ${await readSetting(undefined, 'net/ipv4/ip_forward')}`],
      mount: mountPoints(),
      process: await labProcesses(lab, storage),
      ...(await libvirtThings(hypervisor.uri)),
      file: [...labPaths(lab, storage), ...abandonedMountPoints()].filter((path) => existsSync(path)),
    },
  };
}

/** What is there after and was not before, and is a lab's: each as a line, `network namespace lab-lesson-lan`. Empty: nothing was left. */
export function difference(before: Inventory, after: Inventory): string[] {
  return newThings(before, after).filter((thing) => after.marks.some((mark) => bears(thing, mark)));
}

/** Everything that is there after and was not before, whosever it is. */
export function newThings(before: Inventory, after: Inventory): string[] {
  return Object.entries(after.things).flatMap(([kind, things]) => {
    const known = new Set(before.things[kind]);
    return things.filter((thing) => !known.has(thing)).map((thing) => `${kind} ${thing}`);
  });
}

/** A mark counts as a whole word: `br-les` is not in `br-lesson`, 10.0.0.0/8 not in 110.0.0.0/8. */
function bears(thing: string, mark: string): boolean {
  const literal = mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${literal}(?![\\w-])`).test(thing);
}

/** Everything a lab makes carries one of these. */
function marksOf(lab: Lab, storage: string): string[] {
  const { namespaces, bridge, link, hostTable } = placesOf(lab.name);
  return [
    ...Object.values(namespaces),
    ...[bridge, ...Object.values(link), hostTable],
    ...[networkName(lab), poolName(lab), ...domainNames(lab)],
    ...[String(lab.network.cidr), String(linkCidr(lab)), String(lab.network.gateway)],
    ...[...labPaths(lab, storage), ...Object.values(libvirtFolders)],
  ];
}

function labPaths(lab: Lab, storage: string): string[] {
  const places = placesOf(lab.name);
  return [...namespacePaths(places), places.runtime, labStateDir(lab.name), storage];
}

/** `3: br-lesson: <…> mtu 1500 … state UP …`, without what changes by itself. */
function interfaceOf(line: string): string {
  const [, name = line] = /^\d+: ([^:@]+)/.exec(line) ?? [];
  const master = /\bmaster (\S+)/.exec(line)?.[1];
  return master ? `${name} on ${master}` : name;
}

/** Rules of both firewalls, without their counters. */
async function firewallRules(): Promise<string[]> {
  const counters = /\[\d+:\d+\]|counter packets \d+ bytes \d+ ?/g;
  const nft = await lines('nft', '--stateless', 'list', 'ruleset');
  // A rule alone does not say whose it is: its table and chain are put before it.
  const placed: string[] = [];
  const path: string[] = [];
  for (const line of nft.map((text) => text.trim())) {
    if (line.endsWith('{')) path.push(line.slice(0, -1).trim());
    else if (line === '}') path.pop();
    else placed.push([...path, line].join(': '));
    if (line.endsWith('{')) placed.push(path.join(': '));
  }
  const iptables = (await lines('iptables-save')).filter((line) => !line.startsWith('#'));
  return [...new Set([...placed, ...iptables].map((line) => line.replace(counters, '').trim()))];
}

/** Where something is mounted. `/run/netns` is iproute2's own, made at the first use of a namespace on this machine. */
const mountPoints = (): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point !== '' && point !== '/run/netns');

/** What a lab starts, anywhere on the machine. */
const labPrograms = /^(libvirtd|dnsmasq|coredns|node|qemu-system-\S+)$/;

/** Processes in the lab's namespaces, and a lab's programs that have its folders in their command lines. */
async function labProcesses(lab: Lab, storage: string): Promise<string[]> {
  const { namespaces, runtime } = placesOf(lab.name);
  const inside = (await Promise.all(Object.values(namespaces).map((name) => processesIn(name).catch(() => [])))).flat();
  const elsewhere = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      const [program = '', ...words] = commandLine(pid);
      return (
        labPrograms.test(basename(program)) &&
        [runtime, labStateDir(lab.name), storage].some((path) => words.join(' ').includes(path))
      );
    });
  // They are called by the lab's name, which a command line alone need not contain.
  return [...new Set([...inside, ...elsewhere])].map((pid) => `of ${namespaces.gateway}: ${describe(pid)}`);
}

async function libvirtThings(uri: string): Promise<Record<string, string[]>> {
  if (!(await libvirtAnswers(uri)).answers) return {};
  const active = await virshNames(uri, 'pool-list', '--name');
  const volumes = await Promise.all(
    active.map(async (pool) => (await volumeNames(uri, pool)).map((volume) => `${pool}/${volume}`)),
  );
  return {
    'virtual machine': await virshNames(uri, 'list', '--all', '--name'),
    'virtual network': await virshNames(uri, 'net-list', '--all', '--name'),
    'storage pool': await virshNames(uri, 'pool-list', '--all', '--name'),
    volume: volumes.flat(),
  };
}

/** What a command prints, line by line; nothing where it is missing or not allowed. */
async function lines(file: string, ...args: string[]): Promise<string[]> {
  try {
    const { exitCode, stdout } = await tryRun(file, args, { timeout: 60_000 });
    return exitCode === 0
      ? stdout
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : [];
  } catch {
    return [];
  }
}
