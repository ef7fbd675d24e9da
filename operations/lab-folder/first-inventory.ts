import type { Hypervisor } from '../../hypervisor';
import { type Inventory, inventory } from '../../hypervisor/inventory';
import type { Context } from '../context';
import { Remembered } from './state-entry';

const remembered = (context: Context) => new Remembered<Inventory>(context.stateDir, 'inventory-before');

/** Lists what a lab could change of this machine, before anything is changed. A later `up` keeps the first list. */
export async function rememberInventory(context: Context, hypervisor: Hypervisor): Promise<void> {
  const before = remembered(context);
  if (!before.get()) before.set(await inventory(context.lab, hypervisor));
}

/** The list from before the lab, to compare with once its folder is gone. */
export const inventoryBefore = (context: Context): Inventory | undefined => remembered(context).get();
