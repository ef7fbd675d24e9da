import type { Lab } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import { isActive, namedObjects, namesOf, undefine } from './libvirt-objects';
import { ownMachines, resumeMachine } from './machine-memory';
import { startSaved } from './saved-machines';
import { tryVirsh, virsh } from './virsh';

/**
 * Starts the lab's own networks, pools and machines that do not run: after a reboot of the host Terraform sees no change and does not.
 * A machine that cannot start is taken away, so that Terraform makes it anew on the disk it has. One that was halted or
 * paused goes on.
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
  const { machineOf } = namesOf(lab, identity);
  const off = (await namedObjects(uri, lab, identity)).filter(({ own, active }) => own && !active);
  for (const { kind, name, uuid } of off.filter((object) => object.kind !== 'machine')) {
    tell.starting(name);
    // Its autostart may have been quicker; only what stays off is a fault.
    if ((await tryVirsh(uri, start[kind], uuid)).exitCode !== 0 && !(await isActive(uri, kind, name)))
      await virsh(uri, start[kind], uuid);
  }
  const machines = off.filter(({ kind }) => kind === 'machine');
  for (const { name } of machines) tell.starting(name);
  const goingOn = await startSaved(uri, machines);
  for (const { kind, name, uuid } of machines.filter((machine) => !goingOn.includes(machine))) {
    tell.booting(machineOf(name)!);
    const { exitCode, stderr } = await tryVirsh(uri, start[kind], uuid);
    if (exitCode === 0 || (await isActive(uri, kind, name))) continue;
    tell.replacing(name, stderr.trim());
    await undefine(uri, uuid);
  }
  // Those whose disk was full, and those that a killed start has left paused.
  for (const machine of await ownMachines(uri, lab, identity)) if (machine.active) await resumeMachine(uri, machine);
}

const start = { network: 'net-start', pool: 'pool-start', machine: 'start' } as const;
