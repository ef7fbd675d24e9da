import type { Progress } from '../../host/progress';
import { environmentError } from '../../host/user-error';
import { type Look, waitFor } from '../../host/wait';
import type { Hypervisor } from '../../hypervisor';

/** Seconds from a machine's reset button to its root file system. An emulated one needs 25, and 80 in a slow hour. */
const longestBoot = 180;

/** Two hangs in a row were never seen. */
const mostResets = 3;

/** Seconds. Every machine may use all of its resets; waiting ends as soon as each machine has read. */
const deadline = (mostResets + 2) * longestBoot;

type Machines = Pick<Hypervisor, 'kernelsBooting' | 'reset'>;

/**
 * Waits until every machine that was switched on has read its root file system, and resets one whose kernel hangs before that. One with
 * two emulated processors does so once in many boots, its clock and its timers standing still. Nothing is lost, for nothing was written.
 * @throws an environment fault where a machine hangs again and again
 */
export async function waitForKernels(
  machines: Machines,
  { note }: Pick<Progress, 'note'>,
  onObservation: (text: string) => void,
): Promise<void> {
  const look = resettingLook(machines, note);
  const remedy = 'look at the ends of the consoles below .lab; ./lab up goes on';
  await waitFor(look, { what: 'every machine to read its root file system', deadline, interval: 2, onObservation, remedy });
}

/** A look at the kernels that resets those that hang. It knows since when each boots, and how often it was reset. */
export function resettingLook(machines: Machines, note: (text: string) => void, now: () => number = Date.now) {
  const since = new Map<string, number>();
  const resets = new Map<string, number>();
  return async (): Promise<Look<true>> => {
    const booting = await machines.kernelsBooting();
    for (const machine of booting) {
      const begun = since.get(machine) ?? now();
      since.set(machine, begun);
      if (now() - begun < longestBoot * 1000) continue;
      const before = resets.get(machine) ?? 0;
      if (before === mostResets) throw hangs(machine);
      note(`${machine}: its kernel has not come to its disk in ${longestBoot} s and is booted again`);
      await machines.reset(machine);
      resets.set(machine, before + 1);
      since.delete(machine);
    }
    if (booting.length === 0) return { value: true, observation: 'every machine has read its root file system' };
    return { observation: `kernels that boot: ${booting.join(', ')}` };
  };
}

const hangs = (machine: string) =>
  environmentError(`the kernel of ${machine} hung in ${mostResets + 1} boots, before it read its root file system`, {
    remedy: 'look at the end of its console below .lab; ./lab up tries again',
  });
