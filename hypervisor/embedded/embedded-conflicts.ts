import { existsSync } from 'node:fs';
import type { Conflict } from '../port/hypervisor';
import type { LabIdentity } from '../ownership/identity';
import { folderOwner, isForeignFolder } from '../ownership/marked-folder';
import { isOwnNamespace, namespaceHasTraces, namespaceOwner } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { uplinkConflicts } from '../network/uplink';
import type { Namespace } from '../network/namespace';

/** What of this machine has a name that a lab with its own libvirt would use, and is not the lab's. */
export async function embeddedConflicts(
  paths: LabPaths,
  identity: LabIdentity | undefined,
  { storage, host }: { readonly storage: string; readonly host: Namespace },
): Promise<Conflict[]> {
  return [
    ...(await foreignNamespaces(paths, identity)),
    ...[paths.runtime, storage]
      .filter((folder) => existsSync(folder) && isForeignFolder(folder, identity))
      .map((folder) => ({ thing: `folder ${folder}`, owner: folderOwner(folder) })),
    ...(await uplinkConflicts(paths, identity, host)),
  ];
}

async function foreignNamespaces({ namespaces }: LabPaths, identity: LabIdentity | undefined): Promise<Conflict[]> {
  const found: Conflict[] = [];
  for (const name of Object.values(namespaces).filter(namespaceHasTraces))
    if (!(await isOwnNamespace(name, identity))) found.push({ thing: `network namespace ${name}`, owner: namespaceOwner(name) });
  return found;
}
