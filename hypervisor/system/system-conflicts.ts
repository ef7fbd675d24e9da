import { existsSync, readdirSync } from 'node:fs';
import type { Lab } from '../../lib/model';
import { isLocal } from '../preflight/host-facts';
import type { Conflict } from '../port/hypervisor';
import type { LabIdentity } from '../ownership/identity';
import { domainNames, type LibvirtObject, namedObjects, networkName, objectOwner, poolName } from '../libvirt/libvirt-objects';
import { folderOwner, isForeignFolder } from '../ownership/marked-folder';
import { linkExists } from '../network/namespace';
import { labPathsOf } from '../port/lab-paths';

const words = { network: 'virtual network', pool: 'storage pool', machine: 'virtual machine' } as const;

/** What at a user's libvirt has a name that the lab would use, and is not the lab's. */
export async function systemConflicts(
  lab: Lab,
  identity: LabIdentity | undefined,
  { uri, storage }: { readonly uri: string; readonly storage: string },
): Promise<Conflict[]> {
  const found = await namedObjects(uri, lab, identity);
  const wanted = new Set([networkName(lab), poolName(lab), ...domainNames(lab)]);
  const foreign = found.filter(({ name, own }) => !own && wanted.has(name));
  const { runtime } = labPathsOf(lab.name);
  return [
    ...(isForeignFolder(runtime, identity) ? [{ thing: `folder ${runtime}`, owner: folderOwner(runtime) }] : []),
    ...(await Promise.all(foreign.map(async (object) => describe(uri, object)))),
    ...(isLocal(uri) ? await localConflicts(lab, found, storage) : []),
  ];
}

const describe = async (uri: string, object: LibvirtObject): Promise<Conflict> => ({
  thing: `${words[object.kind]} ${object.name} (${object.active ? 'active' : 'off'}) at ${uri}`,
  owner: await objectOwner(uri, object),
});

/** The bridge and the folder that libvirt would make. */
async function localConflicts(lab: Lab, found: readonly LibvirtObject[], storage: string): Promise<Conflict[]> {
  const has = (kind: LibvirtObject['kind']) => found.some((object) => object.kind === kind);
  const { bridge } = labPathsOf(lab.name);
  const bridgeTaken = !has('network') && (await linkExists(undefined, bridge));
  const folderTaken = !has('pool') && isFilled(storage);
  return [
    ...(bridgeTaken ? [{ thing: `network interface ${bridge}` }] : []),
    ...(folderTaken ? [{ thing: `folder ${storage}` }] : []),
  ];
}

function isFilled(folder: string): boolean {
  try {
    return existsSync(folder) && readdirSync(folder).length > 0;
  } catch {
    // Only libvirt may look into its folders; it refuses volumes of names that are taken by itself.
    return false;
  }
}
