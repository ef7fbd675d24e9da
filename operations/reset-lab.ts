import { bringBack } from './checkpoint/bring-back';
import { type Context, runningHypervisor } from './context';
import { mendMachines } from './checkpoint/mend-machines';
import { renewRandom } from './checkpoint/renew-random';
import { OpenChanges } from './lab-folder/open-changes';
import { operation } from './operation';
import { type QuickCheck, quickCheck } from './quick-check';

/** What a reset came to. */
export interface ResetResult {
  readonly name: string;
  readonly takenAt: string;
  /** From the beginning until the machines went on. */
  readonly milliseconds: number;
  readonly check: QuickCheck;
}

/** Brings the lab back to a checkpoint and looks whether it works. @param name Default: the checkpoint that was taken last */
export const resetLab = operation('reset', async (context: Context, name?: string): Promise<ResetResult> => {
  const begun = Date.now();
  const hypervisor = await runningHypervisor(context);
  // They go on whatever becomes of this reset. All else that an ended command has left changed is gone with the machines.
  if (new OpenChanges(context).ofMachines().some(({ kind }) => kind === 'machines-paused'))
    await mendMachines(context, hypervisor);
  const { name: used, takenAt } = await context.progress.step('Reset', (step) => bringBack(context, hypervisor, name, step));
  const milliseconds = Date.now() - begun;
  // Both wait for machines that have just woken up.
  const [check] = await Promise.all([quickCheck(context), renewRandom(context, hypervisor)]);
  return { name: used, takenAt, milliseconds, check };
});
