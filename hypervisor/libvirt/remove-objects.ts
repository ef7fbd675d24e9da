import { type Lab, machines, machineVolumes, sharedVolumes } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import { type LibvirtObject, namedObjects, namesOf, undefine } from './libvirt-objects';
import { tryVirsh, virsh, virshNames } from './virsh';

/** What of the lab's own at a libvirt is to be removed. */
export interface Removal {
  readonly uri: string;
  readonly lab: Lab;
  readonly identity: LabIdentity;
  /** Names of volumes that the lab has made, beside those that its definition leads to. */
  readonly volumes: readonly string[];
}

/**
 * Removes the lab's own machines, volumes, pool and network, by their UUIDs. Nothing is started but a closed pool, which has to be open to
 * be emptied. @returns what stays because the lab did not make it: volumes of others in its pool.
 */
export async function removeObjects({ uri, lab, identity, volumes }: Removal): Promise<string[]> {
  const own = (await namedObjects(uri, lab, identity)).filter((object) => object.own);
  const removed: string[] = [];
  for (const machine of own.filter(({ kind }) => kind === 'machine')) {
    if (machine.active) await virsh(uri, 'destroy', machine.uuid);
    await undefine(uri, machine.uuid);
    removed.push(namesOf(lab, identity).machineOf(machine.name)!);
  }
  const known = new Set([...volumes, ...volumesOf([...machines(lab).map(({ name }) => name), ...removed])]);
  const stays: string[] = [];
  for (const pool of own.filter(({ kind }) => kind === 'pool')) stays.push(...(await removePool(uri, pool, known)));
  for (const network of own.filter(({ kind }) => kind === 'network')) {
    if (network.active) await virsh(uri, 'net-destroy', network.uuid);
    await virsh(uri, 'net-undefine', network.uuid);
  }
  return stays;
}

/** The names of the volumes that lib/constructs makes for machines, and of the image they share. */
const volumesOf = (machineNames: readonly string[]): string[] => [
  ...Object.values(sharedVolumes),
  ...machineNames.flatMap((name) => Object.values(machineVolumes(name))),
];

/** Empties and removes a pool with its folder; one that holds volumes of others stays with them. */
async function removePool(uri: string, { name, uuid, active }: LibvirtObject, known: ReadonlySet<string>): Promise<string[]> {
  if (!active && (await tryVirsh(uri, 'pool-start', uuid)).exitCode !== 0) {
    // Its folder is gone, and with it the volumes.
    await virsh(uri, 'pool-undefine', uuid);
    return [];
  }
  await virsh(uri, 'pool-refresh', uuid);
  const found = await volumeNames(uri, uuid);
  for (const volume of found.filter((each) => known.has(each))) await virsh(uri, 'vol-delete', '--pool', uuid, volume);
  const foreign = found.filter((each) => !known.has(each));
  await virsh(uri, 'pool-destroy', uuid);
  // The folder goes only where it is empty.
  if (foreign.length === 0) await virsh(uri, 'pool-delete', uuid);
  await virsh(uri, 'pool-undefine', uuid);
  return foreign.map((volume) => `${name}/${volume}`);
}

/** The volumes of an active pool. */
export async function volumeNames(uri: string, pool: string): Promise<string[]> {
  return (await virshNames(uri, 'vol-list', pool)).map((line) => line.split(/\s{2,}/)[0]!);
}
