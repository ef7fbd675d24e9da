import { labFiles } from '../../host/lab-files';
import type { Hypervisor } from '../../hypervisor';
import { type Inventory, inventory } from '../../hypervisor/inventory';
import type { Context } from '../context';
import { StateEntry } from './state-entry';

const entry = ({ stateDir }: Pick<Context, 'stateDir'>) => new StateEntry<Inventory>(labFiles(stateDir).inventoryBefore);

/** Lists what a lab could change of this machine, before anything is changed. A later `up` keeps the first list. */
export async function rememberInventory(context: Pick<Context, 'lab' | 'stateDir'>, hypervisor: Hypervisor): Promise<void> {
  const before = entry(context);
  if (!before.get()) before.set(await inventory(context.lab, hypervisor));
}

/** The list from before the lab, to compare with once its folder is gone. */
export const inventoryBefore = (context: Pick<Context, 'stateDir'>): Inventory | undefined => entry(context).get();
