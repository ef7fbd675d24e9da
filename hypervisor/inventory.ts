import type { Lab } from '../lib/model';
import { inventoryLooks } from './inventory-looks';
import { marksOf } from './marks';
import { labPathsOf, namespacePaths } from './port/lab-paths';
import type { Hypervisor } from './port/hypervisor';
import { cgroupFolder } from './processes/cgroup';

/** Everything of this machine and its libvirt that a lab can change: a list of things for each kind. It can be kept as JSON. */
export interface Inventory {
  /** What tells the lab's things from others: names, addresses and paths. */
  readonly marks: readonly string[];
  readonly things: Readonly<Record<string, readonly string[]>>;
  /** Kinds that could not be looked at, with the reason. Default: none. */
  readonly unseen?: Readonly<Record<string, string>>;
}

/** Looks at everything; what this user may not see is named. */
export async function inventory(
  lab: Lab,
  hypervisor: Pick<Hypervisor, 'uri' | 'storageFolder' | 'identity'>,
  checkout?: string,
): Promise<Inventory> {
  const paths = lookedAtPaths(lab, hypervisor.storageFolder, checkout);
  const things: Record<string, readonly string[]> = {};
  const unseen: Record<string, string> = {};
  for (const [kind, look] of Object.entries(inventoryLooks(lab, hypervisor, paths))) {
    try {
      things[kind] = await look();
    } catch (error) {
      unseen[kind] = (error as Error).message.split('\n')[0]!;
    }
  }
  return { marks: marksOf(lab, paths, hypervisor.identity), things, unseen };
}

function lookedAtPaths(lab: Lab, storage: string, checkout?: string): string[] {
  const paths = labPathsOf(lab.name, checkout);
  const group = cgroupFolder(paths);
  return [...namespacePaths(paths), paths.runtime, paths.state, storage, ...(group ? [group] : [])];
}
