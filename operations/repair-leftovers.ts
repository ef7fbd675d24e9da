import { labError } from '../host/user-error';
import { uninterrupted } from '../host/interruption';
import type { Hypervisor } from '../hypervisor';
import { describeRepair, isKnownChange, repairChange } from '../lib/claims';
import type { Probe } from '../lib/probe';
import type { Sentence } from '../lib/verify';
import { mendMachines } from './checkpoint/mend-machines';
import { systemClock } from './system-clock';
import { type Context, createLiveProbe, runningHypervisor } from './context';
import { type Leftover, OpenChanges } from './lab-folder/open-changes';

/**
 * Repairs what an earlier command changed in the lab to look at it, and did not undo because it was killed; the last change first.
 * Exercises stay broken. The lab must run.
 * @returns how many changes were repaired.
 * @throws a lab fault when one cannot be repaired; its record stays.
 */
export async function repairLeftovers(
  context: Context,
  {
    hypervisor,
    tell = ({ en }) => context.progress.note(en),
  }: {
    /** The lab's, where it was found to run already. */
    readonly hypervisor?: Hypervisor;
    /** Gets a sentence for each repair. Default: a note in English. */
    readonly tell?: (sentence: Sentence) => void;
  } = {},
): Promise<number> {
  const open = new OpenChanges(context);
  if (open.ofMachines().length > 0) await mendMachines(context, hypervisor ?? (await runningHypervisor(context)));
  const leftovers = [...open.leftovers()].reverse();
  if (leftovers.length === 0) return 0;
  for (const leftover of leftovers) requireKnown(leftover);
  const probe = await createLiveProbe(context, hypervisor);
  try {
    await context.progress.step('Repair of what an earlier command left', async (step) => {
      for (const leftover of leftovers) {
        step.detail(leftover.left?.en ?? leftover.change.kind);
        await repair(context, probe, leftover);
        open.remove(leftover.change);
      }
    });
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
  leftovers.map(repaired).forEach(tell);
  return leftovers.length;
}

async function repair({ lab }: Context, probe: Probe, leftover: Leftover): Promise<void> {
  const seen = await repairChange({ lab, probe, clock: systemClock }, leftover.change);
  if (seen.ok) return;
  throw labError(`${ended(leftover)}, and that could not be repaired: ${seen.evidence}`, {
    remedy: `look at it with ${seen.command}; ./lab fix tries again; ./lab down and ./lab up build the lab anew`,
  });
}

function requireKnown(leftover: Leftover): void {
  if (isKnownChange(leftover.change)) return;
  throw labError(`${ended(leftover)}; this version does not know how to repair that (${leftover.change.kind})`, {
    remedy: 'run ./lab fix of the version that did it, or build the lab anew with ./lab down and ./lab up',
  });
}

const ended = ({ by, left }: Leftover): string => `an earlier ${by} was ended while ${left?.en ?? 'it had changed the lab'}`;

function repaired(leftover: Leftover): Sentence {
  const how = describeRepair(leftover.change);
  return {
    en: `${ended(leftover)}: ${how.en}`,
    ko: `이전 ${leftover.by} 명령이 ${leftover.left?.ko ?? '랩을 바꾼 채'} 끝났습니다: ${how.ko}`,
  };
}
