import { type Lab, objectNames } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import { resumeHalted } from './halted-machines';
import { isActive, namedObjects, undefine } from './libvirt-objects';
import { tryVirsh, virsh } from './virsh';

/**
 * Starts the lab's own networks, pools and machines that do not run: after a reboot of the host Terraform sees no change and does not.
 * A machine that cannot start is taken away, so that Terraform makes it anew on the disk it has. One that was halted goes on.
 */
export async function activate(
  uri: string,
  lab: Lab,
  identity: LabIdentity,
  tell: {
    readonly starting: (name: string) => void;
    /** Told a machine's name, which is not its domain's. */
    readonly booting: (machine: string) => void;
    readonly replacing: (name: string, reason: string) => void;
  },
): Promise<void> {
  const { machineOf } = objectNames(lab.name);
  const start = { network: 'net-start', pool: 'pool-start', machine: 'start' } as const;
  for (const { kind, name, uuid } of (await namedObjects(uri, lab, identity)).filter(({ own, active }) => own && !active)) {
    tell.starting(name);
    const machine = kind === 'machine' ? machineOf(name) : undefined;
    if (machine !== undefined && !(await hasSavedMemory(uri, uuid))) tell.booting(machine);
    const { exitCode, stderr } = await tryVirsh(uri, start[kind], uuid);
    // Its autostart may have been quicker; only what stays off is a fault.
    if (exitCode === 0 || (await isActive(uri, kind, name))) continue;
    if (kind !== 'machine') await virsh(uri, start[kind], uuid);
    tell.replacing(name, stderr.trim());
    await undefine(uri, uuid);
  }
  await resumeHalted(uri, lab, identity);
}

/** libvirt-guests(8) saves machines when their host is switched off; `virsh start` then goes on where they were. */
const hasSavedMemory = async (uri: string, uuid: string): Promise<boolean> =>
  /^Managed save:\s+yes$/m.test((await tryVirsh(uri, 'dominfo', uuid)).stdout);
