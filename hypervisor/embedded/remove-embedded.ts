import { rmSync } from 'node:fs';
import { removeNamespaces } from '../network/lab-namespaces';
import { isOwnNamespace, type Namespace } from '../network/namespace';
import { stopUplink } from '../network/uplink';
import type { LabIdentity } from '../ownership/identity';
import { isForeignFolder, removeMarkedFolder } from '../ownership/marked-folder';
import type { LabPaths } from '../port/lab-paths';
import { stopCgroup } from '../processes/cgroup';
import { endProcessesIn } from '../processes/processes';
import { removeMountPoints } from './mount-points';

interface Removal {
  /** The folder of the machines' disks, as this machine sees it. */
  readonly storage: string;
  /** Which network namespace plays the host that has the real uplink. Default: the machine's own. */
  readonly host?: Namespace;
}

/** Ends everything of an embedded lab that carries its identity, and removes its files. */
export async function removeEmbedded(paths: LabPaths, identity: LabIdentity, { storage, host }: Removal): Promise<void> {
  await endProcessesIn(await ownNamespaces(paths, identity));
  await stopUplink(paths, identity, host);
  // The group has the name of the runtime folder: it is another lab's only where that folder is.
  if (!isForeignFolder(paths.runtime, identity)) await stopCgroup(paths);
  removeMountPoints();
  await removeNamespaces(paths, identity);
  removeMarkedFolder(paths.runtime, identity);
  rmSync(paths.libvirt, { recursive: true, force: true });
  removeMarkedFolder(storage, identity);
}

/** The names of the lab's network namespaces that are there and carry its identity. */
export async function ownNamespaces(paths: LabPaths, identity: LabIdentity): Promise<string[]> {
  const names = Object.values(paths.namespaces);
  const own = await Promise.all(names.map((name) => isOwnNamespace(name, identity)));
  return names.filter((_name, index) => own[index]);
}
