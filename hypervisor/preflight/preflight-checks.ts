import { inGib } from '../../host/disk-space';
import { diskNeedMiB, memoryNeedMiB } from '../../lib/capacity';
import { type Cidr, type Lab, machines } from '../../lib/model';
import type { Conflict } from '../port/hypervisor';
import { describeOwner } from '../ownership/identity';
import { labPathsOf } from '../port/lab-paths';

/** Something that keeps a lab from being built here. */
export interface PreflightFault {
  /** What is wrong, as a sentence without its value: "the machines need more memory than is free". */
  readonly what: string;
  /** What was found. */
  readonly value: string;
  readonly remedy: string;
}

/** A route of this machine: the network it leads to and the interface it leaves by. */
export interface Route {
  readonly network: Cidr;
  readonly interface: string;
}

export function notRoot(uid: number | undefined): PreflightFault | undefined {
  if (uid === 0) return undefined;
  return {
    what: "the lab's own hypervisor makes network namespaces, which only root may do",
    value: `user id ${uid}`,
    remedy: 'run the same command with sudo, or use a libvirt you may use: LAB_HYPERVISOR=qemu:///system',
  };
}

/** The lab's names must be free: what has one of them and is not the lab's own is never touched. */
export function takenNames(lab: Lab, conflicts: readonly Conflict[]): PreflightFault | undefined {
  if (conflicts.length === 0) return undefined;
  const owners = [...new Map(conflicts.flatMap(({ owner }) => (owner ? [[owner.id, owner] as const] : []))).values()];
  const others = owners.map(
    ({ lab: name, checkout }) => `remove that lab from its own checkout: (cd '${checkout}' && ./lab down ${name})`,
  );
  return {
    what: `names that the lab "${lab.name}" needs are taken by what is not its own`,
    value: conflicts.map(({ thing, owner }) => `${thing}, of ${describeOwner(owner)}`).join('; '),
    remedy: [`give this lab another name (name: in its definition)`, ...others].join('; or '),
  };
}

/** The lab's network must not be one that this machine reaches elsewhere. `own` is the lab's own interface. */
export function takenNetwork(what: string, network: Cidr, own: string, routes: readonly Route[]): PreflightFault | undefined {
  const taken = routes.filter((route) => route.interface !== own && route.network.prefix > 0 && route.network.overlaps(network));
  if (taken.length === 0) return undefined;
  const names = taken.map((route) => route.interface);
  return {
    what: `the lab's ${what} ${network} is in use on this machine`,
    value: taken.map((route) => `${route.network} on ${route.interface}`).join(', '),
    remedy: `${ownerOf(names)}choose another network for the lab, or let it have one of its own: sudo env LAB_HYPERVISOR=embedded ./lab up`,
  };
}

/** Who made the interface, where its name tells. */
function ownerOf(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('vboxnet')))
    return "VirtualBox's host-only network has this range by default; remove it there, ";
  if (names.some((name) => /^(docker|br-[0-9a-f]{12}$)/.test(name)))
    return 'Docker made it; remove that network with docker network rm, ';
  if (names.some((name) => name.startsWith('virbr'))) return 'another network of libvirt has it; see virsh net-list --all, ';
  return '';
}

export function tooLittleMemory(lab: Lab, availableMiB: number): PreflightFault | undefined {
  const needed = memoryNeedMiB(lab);
  if (availableMiB >= needed) return undefined;
  return {
    what: `the ${machines(lab).length} machines need ${needed} MiB of memory`,
    value: `${Math.floor(availableMiB)} MiB are available`,
    remedy: 'end other programs, or give the machines less memory or the lab fewer workers in its definition',
  };
}

/** A machine with more processors than there are would wait for itself. kubeadm asks for two, whatever there is. */
export function tooFewProcessors(lab: Lab, available: number): PreflightFault | undefined {
  const greedy = machines(lab).filter(({ cpus }) => cpus > Math.max(2, available));
  if (greedy.length === 0) return undefined;
  return {
    what: `${greedy.map(({ name, cpus }) => `${name} wants ${cpus} processors`).join(', ')}`,
    value: `this machine has ${available}`,
    remedy: 'give these machines fewer cpus in the definition',
  };
}

export function tooLittleDisk(lab: Lab, folder: string, freeBytes: number): PreflightFault | undefined {
  const needed = neededGiB(lab);
  if (toGiB(freeBytes) >= needed) return undefined;
  return {
    what: `the machines' disks need about ${needed} GiB below ${folder}`,
    value: `${inGib(freeBytes)} are free`,
    remedy: 'free some space there, or put this checkout on a larger disk',
  };
}

export interface PoolSpace {
  readonly name: string;
  readonly freeBytes: number;
}

export function fullPool(lab: Lab, pool: PoolSpace | undefined): PreflightFault | undefined {
  const needed = neededGiB(lab);
  if (!pool || toGiB(pool.freeBytes) >= needed) return undefined;
  return {
    what: `the machines' disks need about ${needed} GiB in the storage pool ${pool.name}`,
    value: `${inGib(pool.freeBytes)} are free`,
    remedy: 'free some space on the disk that holds the pool (virsh pool-dumpxml names its folder)',
  };
}

/** Whether the host lets through what it does not know: Docker's firewall, for one, does not. */
export function closedForwarding(lab: Lab, policy: string | undefined): PreflightFault | undefined {
  if (policy !== 'DROP') return undefined;
  const { bridge } = labPathsOf(lab.name).link;
  return {
    what: "this machine's firewall lets nothing through that it does not know, so the lab would have no way out",
    value: 'iptables -P FORWARD DROP',
    remedy: [
      'let the lab through, or use LAB_INTERNET=simulated:',
      `  iptables -I FORWARD -i ${bridge} -j ACCEPT`,
      `  iptables -I FORWARD -o ${bridge} -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT`,
    ].join('\n'),
  };
}

const neededGiB = (lab: Lab): number => diskNeedMiB(lab) / 1024;

const toGiB = (bytes: number): number => bytes / 2 ** 30;
