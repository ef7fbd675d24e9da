import { isActive, type LibvirtObject } from './libvirt-objects';
import { tryVirsh, virsh } from './virsh';

/**
 * Starts machines from the memory that libvirt has kept of them, side by side, and lets all of them go on together: what each knows of
 * the others is of one moment. libvirt-guests(8) saves machines, too, when their host is switched off.
 * @returns those that go on. The others have no saved memory, or one that fits no more, which is removed.
 */
export async function startSaved(uri: string, machines: readonly LibvirtObject[]): Promise<readonly LibvirtObject[]> {
  const started = await Promise.all(
    machines.map(async (machine) => ((await hasSavedMemory(uri, machine)) ? startPaused(uri, machine) : 'off')),
  );
  const those = (state: 'paused' | 'running') => machines.filter((_machine, index) => started[index] === state);
  for (const { uuid } of those('paused')) await virsh(uri, 'resume', uuid);
  return [...those('paused'), ...those('running')];
}

async function startPaused(uri: string, { uuid, name }: LibvirtObject): Promise<'paused' | 'running' | 'off'> {
  if ((await tryVirsh(uri, 'start', uuid, '--paused')).exitCode === 0) return 'paused';
  // Its autostart may have been quicker.
  if (await isActive(uri, 'machine', name)) return 'running';
  // QEMU may be another one now. What is on the disk is what a power cut leaves.
  await tryVirsh(uri, 'managedsave-remove', uuid);
  return 'off';
}

const hasSavedMemory = async (uri: string, { uuid }: LibvirtObject): Promise<boolean> =>
  /^Managed save:\s+yes$/m.test((await tryVirsh(uri, 'dominfo', uuid)).stdout);
