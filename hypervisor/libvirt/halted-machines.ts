import type { Lab } from '../../lib/model';
import type { NamingIdentity } from '../ownership/identity';
import { namedObjects, namesOf } from './libvirt-objects';
import { tryVirsh, virshNames } from './virsh';

/** A machine that runs no more although nobody has switched it off. */
interface HaltedMachine {
  readonly name: string;
  /** In words of `virsh domstate --reason` (virsh(1)): `paused (I/O error)`. */
  readonly state: string;
}

/** QEMU pauses a machine whose disk cannot be written, because its file system is full, and libvirt tells of one that crashed. */
const halted = /^(paused \((I\/O error|crashed)\)|crashed|shut off \((crashed|failed)\))/;

/** The lab's own machines that were halted. */
async function haltedMachines(uri: string, lab: Lab, identity: NamingIdentity | undefined): Promise<HaltedMachine[]> {
  // One question in the usual case: this is asked every few seconds while an emulated cluster boots.
  const still = await virshNames(uri, 'list', '--all', '--name', '--state-paused', '--state-shutoff', '--state-other');
  if (!still.some((name) => namesOf(lab, identity).machineOf(name) !== undefined)) return [];
  const own = (await namedObjects(uri, lab, identity)).filter((object) => object.own && object.kind === 'machine');
  const found = own.map(async ({ name, uuid }) => {
    const state = (await tryVirsh(uri, 'domstate', uuid, '--reason')).stdout.trim();
    return isHalted(state) ? [{ name, state }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** What `Hypervisor.halted` tells: `k8s-worker-1: paused (I/O error)`. */
export const haltedStates = async (...lab: Parameters<typeof haltedMachines>): Promise<string[]> =>
  (await haltedMachines(...lab)).map(({ name, state }) => `${name}: ${state}`);

export const isHalted = (state: string): boolean => halted.test(state);
