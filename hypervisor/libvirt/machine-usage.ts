import type { Lab } from '../../lib/model';
import type { NamingIdentity } from '../ownership/identity';
import type { MachineUsage } from '../port/hypervisor';
import { namesOf } from './libvirt-objects';
import { ownMachines } from './machine-memory';
import { virsh } from './virsh';

/** What the lab's own machines that run have taken of their host, sorted by name. */
export async function machineUsage(uri: string, lab: Lab, identity: NamingIdentity | undefined): Promise<MachineUsage[]> {
  const { domain, machineOf } = namesOf(lab, identity);
  const running = (await ownMachines(uri, lab, identity)).filter(({ active }) => active).map(({ name }) => domain(name));
  if (running.length === 0) return [];
  const { stdout } = await virsh(uri, 'domstats', '--cpu-total', '--balloon', ...running);
  return usageIn(stdout)
    .map(({ name, ...usage }) => ({ name: machineOf(name) ?? name, ...usage }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Reads `virsh domstats --cpu-total --balloon` (virsh(1)): nanoseconds of the processors, and KiB of the process's memory in the host's. A
 * domain that ended meanwhile has neither and is left out.
 */
export function usageIn(domstats: string): MachineUsage[] {
  return domstats.split(/^Domain: /m).flatMap((text) => {
    const name = /^'(.*)'$/m.exec(text)?.[1];
    const nanoseconds = /^ *cpu\.time=(\d+)$/m.exec(text)?.[1];
    const kibibytes = /^ *balloon\.rss=(\d+)$/m.exec(text)?.[1];
    if (name === undefined || nanoseconds === undefined || kibibytes === undefined) return [];
    return [{ name, processorSeconds: Number(nanoseconds) / 1e9, memoryMiB: Number(kibibytes) / 1024 }];
  });
}
