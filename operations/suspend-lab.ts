import { uninterrupted } from '../host/interruption';
import { labError } from '../host/user-error';
import { endAllLogins, requireStates, stateLimit } from './checkpoint/require-states';
import { mendMachines } from './checkpoint/mend-machines';
import { noteBoot } from './cluster/boots';
import { type Context, runningHypervisor } from './context';
import { OpenChanges } from './lab-folder/open-changes';
import { operation } from './operation';
import { type QuickCheck, quickCheck } from './quick-check';
import { repairLeftovers } from './repair-leftovers';

/** Writes the memory of all machines to the disk and ends everything of the lab that runs. `startLab` goes on from there. */
export const stopLab = operation('stop', async (context: Context): Promise<void> => {
  const hypervisor = await runningHypervisor(context);
  const states = requireStates(hypervisor);
  await repairLeftovers(context, { hypervisor });
  const open = new OpenChanges(context);
  await context.progress.step('Memory of the machines to the disk', () =>
    uninterrupted(async () => {
      await endAllLogins(context, hypervisor);
      open.add(stopping, 'stop', { en: 'it was stopping the lab', ko: '랩을 멈추던' });
      try {
        await states.suspend();
      } catch (error) {
        // Where they cannot go on either, it stays written down for the next command.
        await states.resume().then(
          () => open.remove(stopping),
          () => undefined,
        );
        throw error;
      }
      open.remove(stopping);
    }, stateLimit),
  );
  await hypervisor.rest!(context.progress);
});

const stopping = { kind: 'machines-paused' } as const;

/** What a start came to. */
export interface Started {
  /** Machines that had no saved memory and booted. */
  readonly booted: readonly string[];
  /** Undefined where machines booted: a cluster that boots takes minutes. */
  readonly check?: QuickCheck;
}

/** Starts a lab that was stopped; a machine without saved memory boots. One that runs stays. */
export const startLab = operation('start', async (context: Context): Promise<Started> => {
  const hypervisor = await context.hypervisor();
  if (!hypervisor.identity)
    throw labError(`the lab "${context.lab.name}" has not been built`, { remedy: 'build it with ./lab up' });
  const booted: string[] = [];
  await context.progress.step('Network, libvirt and machines', () =>
    hypervisor.start(context.progress, (machine) => {
      noteBoot(context, machine);
      booted.push(machine);
    }),
  );
  await mendMachines(context, hypervisor);
  return booted.length > 0 ? { booted } : { booted, check: await quickCheck(context) };
});
