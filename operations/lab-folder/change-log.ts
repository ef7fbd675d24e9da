import { isStopped, uninterrupted } from '../../host/interruption';
import { type Change, describeChange } from '../../lib/claims';
import type { ChangeLog } from '../../lib/verify';
import type { Context } from '../context';
import { OpenChanges } from './open-changes';

/** Seconds that a repair has once the looking was interrupted: a pod is back in that time, a machine that boots may not be. */
const repairLimit = 120;

/** Records what the command `by` changes in the lab, and has it repaired even after Ctrl-C. */
export function changeLog(context: Pick<Context, 'stateDir' | 'progress'>, by: string): ChangeLog {
  const open = new OpenChanges(context);
  const secondsLeft = repairTime(() => context.progress.note('repairing what was changed in the lab to look at it…'));
  return {
    begin: async (change: Change) => open.add(change, by, describeChange(change)),
    end: async (change: Change) => open.remove(change),
    uninterrupted: (work) => uninterrupted(work, secondsLeft()),
  };
}

/** Repairs of one look come one after another, and share the time. `onInterrupted` is called at the first after an interruption. */
function repairTime(onInterrupted: () => void): () => number {
  let end: number | undefined;
  return () => {
    if (!isStopped()) return repairLimit;
    if (end === undefined) onInterrupted();
    end ??= Date.now() + repairLimit * 1000;
    // One command at least.
    return Math.max(5, (end - Date.now()) / 1000);
  };
}

/** Says what a look left behind, because its repair failed or its time was up. */
export function noteLeftovers(context: Pick<Context, 'stateDir' | 'progress'>): void {
  for (const { left } of new OpenChanges(context).leftovers())
    context.progress.note(`not repaired: ${left?.en}; the next ./lab fix, verify or up tries again`);
}
