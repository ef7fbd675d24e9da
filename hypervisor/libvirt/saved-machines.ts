import { isActive, type LibvirtObject } from './libvirt-objects';
import { tryVirsh, virsh } from './virsh';

/** A machine by its UUID and by its name at libvirt. */
type Domain = Pick<LibvirtObject, 'name' | 'uuid'>;

/**
 * Starts machines from the memory that libvirt has kept of them, side by side, and lets all of them go on together: what each knows of
 * the others is of one moment. libvirt-guests(8) saves machines, too, when their host is switched off.
 * @returns those that go on. The others have no saved memory, or one that fits no more, which is removed.
 */
export async function startSaved<T extends Domain>(uri: string, machines: readonly T[]): Promise<readonly T[]> {
  const started = await Promise.all(
    machines.map(async (machine) => ((await hasSavedMemory(uri, machine)) ? startPaused(uri, machine) : 'off')),
  );
  const those = (state: 'paused' | 'running') => machines.filter((_machine, index) => started[index] === state);
  for (const { uuid } of those('paused')) await virsh(uri, 'resume', uuid);
  return [...those('paused'), ...those('running')];
}

async function startPaused(uri: string, { uuid, name }: Domain): Promise<'paused' | 'running' | 'off'> {
  if ((await tryVirsh(uri, 'start', uuid, '--paused')).exitCode === 0) return 'paused';
  // Its autostart may have been quicker.
  if (await isActive(uri, 'machine', name)) return 'running';
  // QEMU may be another one now. What is on the disk is what a power cut leaves.
  await forgetSavedMemory(uri, { uuid });
  return 'off';
}

/** Removes the memory that libvirt has kept of a machine. A start from it with a disk of another moment would destroy the disk. */
export async function forgetSavedMemory(uri: string, machine: Pick<Domain, 'uuid'>): Promise<void> {
  if (await hasSavedMemory(uri, machine)) await virsh(uri, 'managedsave-remove', machine.uuid);
}

const hasSavedMemory = async (uri: string, { uuid }: Pick<Domain, 'uuid'>): Promise<boolean> =>
  /^Managed save:\s+yes$/m.test((await tryVirsh(uri, 'dominfo', uuid)).stdout);
