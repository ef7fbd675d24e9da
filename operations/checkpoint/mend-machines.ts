import { UserError } from '../../host/user-error';
import type { Hypervisor } from '../../hypervisor';
import type { Context } from '../context';
import { OpenChanges } from '../lab-folder/open-changes';
import { bringBack } from './bring-back';
import { requireStates } from './require-states';

/**
 * Ends what a killed command has begun with the machines: paused ones go on, and a reset that was begun is done. The lab's libvirt must
 * run. What was written down goes when that has succeeded.
 */
export async function mendMachines(context: Context, hypervisor: Hypervisor): Promise<void> {
  const open = new OpenChanges(context);
  for (const change of open.ofMachines()) {
    if (change.kind === 'machines-reset') {
      context.progress.note(`an earlier reset was ended half way: the lab is brought back to "${change.checkpoint}"`);
      await context.progress.step('Rest of a reset', (step) => bringBack(context, hypervisor, change.checkpoint, step));
      continue;
    }
    await requireStates(hypervisor).resume();
    open.remove(change);
    context.progress.note('an earlier command was ended while it had paused the machines of the lab: they go on');
  }
}

/**
 * The same for `up`, which makes a lab of whatever there is: where the checkpoint cannot be used any more, the machines go on with the
 * disks they have.
 * @param start starts what is off
 */
export async function mendOrGoOn(context: Context, hypervisor: Hypervisor, start: () => Promise<void>): Promise<void> {
  const open = new OpenChanges(context);
  if (open.ofMachines().length === 0) return;
  try {
    await mendMachines(context, hypervisor);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.progress.warn(`${error.message}; the machines go on with the disks they have`);
    hypervisor.states?.unstage();
    await hypervisor.states?.resume();
    open.ofMachines().forEach((change) => open.remove(change));
    // The attempt may have ended machines.
    await start();
  }
}
