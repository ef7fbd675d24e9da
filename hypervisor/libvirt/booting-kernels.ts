import type { Lab } from '../../lib/model';
import type { NamingIdentity } from '../ownership/identity';
import { ownMachines } from './machine-memory';
import { virsh } from './virsh';

type LabAt = readonly [uri: string, lab: Lab, identity: NamingIdentity | undefined];

/**
 * The lab's own machines that were switched on and have not read their root file systems yet. A kernel that runs does so within
 * seconds. One whose memory was brought back is none of them, nor one that was paused.
 */
export async function kernelsBooting(...[uri, lab, identity]: LabAt): Promise<string[]> {
  const on = (await ownMachines(uri, lab, identity)).filter(({ active }) => active);
  const found = on.map(async ({ name, uuid }) => {
    const { stdout } = await virsh(uri, 'domstats', uuid, '--state', '--block');
    return isKernelBooting(stdout) ? [name] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Begins a machine's boot again, as its reset button does. */
export async function resetMachine(machine: string, ...[uri, lab, identity]: LabAt): Promise<void> {
  const own = (await ownMachines(uri, lab, identity)).find(({ name, active }) => name === machine && active);
  if (own) await virsh(uri, 'reset', own.uuid);
}

/** Bytes. The firmware looks for a boot sector, and a kernel for partitions: some kilobytes. systemd alone has more. */
const rootRead = 2 ** 20;

/** VIR_DOMAIN_RUNNING and VIR_DOMAIN_RUNNING_BOOTED (https://libvirt.org/html/libvirt-libvirt-domain.html). */
const booted = { 'state.state': '1', 'state.reason': '1' };

/** @param stats what `virsh domstats --state --block` prints of one machine */
export function isKernelBooting(stats: string): boolean {
  const values = new Map([...stats.matchAll(/^ *([\w.]+)=(.*)$/gm)].map(([, key, value]) => [key!, value!]));
  if (Object.entries(booted).some(([key, value]) => values.get(key) !== value)) return false;
  // virtio disks; the seed is read by the firmware, too.
  const disks = [...values].filter(([key, value]) => /^block\.\d+\.name$/.test(key) && value.startsWith('vd'));
  const read = ([key]: [string, string]): number => Number(values.get(key.replace(/name$/, 'rd.bytes')));
  return disks.length > 0 && disks.every((disk) => read(disk) < rootRead);
}
