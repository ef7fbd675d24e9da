import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { run, tryRun } from '../../host/run';
import { Cidr, IpAddress, type Lab } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import { namedObjects } from '../libvirt/libvirt-objects';
import { childElements, readXml } from '../libvirt/libvirt-xml';
import type { PoolSpace, Route } from './preflight-checks';
import { libvirtAnswers, virsh } from '../libvirt/virsh';

const limit = { timeout: 30_000 } as const;

/** Whether a libvirt runs on this machine: its URI names no other one. */
export const isLocal = (uri: string): boolean => new URL(uri).host === '';

/** Mebibytes that programs can have without swapping, from /proc/meminfo (proc_meminfo(5)). */
export function availableMemory(meminfo = readFileSync('/proc/meminfo', 'utf8')): number {
  return Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0) / 1024;
}

/** The IPv4 addresses of this machine, its loopback's left out. */
export const hostAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flat()
    .flatMap((each) => (each?.family === 'IPv4' && !each.internal ? [each.address] : []));

/** The networks that this machine reaches, by the interface to each. */
export async function hostRoutes(): Promise<Route[]> {
  return routesIn((await run('ip', ['-json', '-4', 'route', 'show'], limit)).stdout);
}

/** Routes in the JSON of `ip route show`; a single host counts as a network of one. */
export function routesIn(json: string): Route[] {
  return (JSON.parse(json || '[]') as { dst: string; dev?: string }[])
    .filter(({ dst }) => dst !== 'default')
    .map(({ dst, dev = 'none' }) => {
      const [address, prefix = '32'] = dst.split('/');
      return { network: Cidr.containing(IpAddress.parse(address!), Number(prefix)), interface: dev };
    });
}

/** What iptables does with a packet to forward that no rule speaks of: `ACCEPT`, `DROP`; undefined where there is no iptables. */
export async function forwardPolicy(): Promise<string | undefined> {
  const found = await tryRun('iptables', ['--list-rules', 'FORWARD'], limit).catch(() => undefined);
  return /^-P FORWARD (\w+)$/m.exec(found?.stdout ?? '')?.[1];
}

/** The lab's own machines that run at a libvirt; none where it does not answer. */
export async function runningMachines(lab: Lab, uri: string, identity: LabIdentity | undefined): Promise<string[]> {
  if (!(await libvirtAnswers(uri)).answers) return [];
  const found = await namedObjects(uri, lab, identity);
  return found.filter(({ kind, own, active }) => kind === 'machine' && own && active).map(({ name }) => name);
}

/** The space in the lab's own storage pool, where there is one. */
export async function poolSpace(lab: Lab, uri: string, identity: LabIdentity | undefined): Promise<PoolSpace | undefined> {
  if (!(await libvirtAnswers(uri)).answers) return undefined;
  const found = await namedObjects(uri, lab, identity);
  const pool = found.find(({ kind, own, active }) => kind === 'pool' && own && active);
  if (!pool) return undefined;
  const freeBytes = freeBytesIn((await virsh(uri, 'pool-dumpxml', pool.uuid)).stdout);
  return freeBytes === undefined ? undefined : { name: pool.name, freeBytes };
}

/** What a pool's definition says of its free space (https://libvirt.org/formatstorage.html); undefined where it does not. */
export function freeBytesIn(poolXml: string): number | undefined {
  const [available] = childElements(readXml(poolXml, 'the definition of the storage pool'), 'available');
  // libvirt prints bytes; another unit would be one of another program.
  if (available?.getAttribute('unit') !== 'bytes' || !/^\d+$/.test(available.textContent ?? '')) return undefined;
  return Number(available.textContent);
}
