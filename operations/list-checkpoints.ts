import { damageOf } from '../host/folder-manifest';
import { labError } from '../host/user-error';
import { checkpointsOf } from './checkpoint/checkpoint-store';
import { currentFit } from './checkpoint/current-fit';
import { misfits } from './checkpoint/misfits';
import type { Context } from './context';
import { OpenChanges } from './lab-folder/open-changes';
import { operation } from './operation';

/** A checkpoint, for people and for programs. */
export interface ListedCheckpoint {
  readonly name: string;
  /** ISO 8601; undefined where it cannot be read. */
  readonly takenAt?: string;
  /** What it takes of the disk. */
  readonly bytes: number;
  readonly machines: readonly string[];
  /** Exercises that are broken in it. */
  readonly broken: readonly string[];
  /** Why it cannot be used; none where it can. Undefined where the lab does not run, and nothing was compared. */
  readonly reasons?: readonly string[];
}

/** The checkpoints of a lab, oldest first. @param read whether every file is compared with its hash, too */
export const listCheckpoints = operation(
  'checkpoints',
  async (context: Context, { read }: { readonly read?: boolean } = {}): Promise<readonly ListedCheckpoint[]> => {
    const all = checkpointsOf(context).list();
    if (all.length === 0) return [];
    const hypervisor = await context.hypervisor();
    const fit = hypervisor.states && (await hypervisor.isRunning()) ? await currentFit(context.lab, hypervisor) : undefined;
    const listed: ListedCheckpoint[] = [];
    for (const { name, bytes, manifest, fault, folder } of all) {
      const damage = read && manifest ? await damageOf(folder, { always: true }) : undefined;
      const known = [...(fault ? [fault] : []), ...(damage ? [`it is damaged: ${damage}`] : [])];
      listed.push({
        name,
        takenAt: manifest?.takenAt,
        bytes,
        machines: manifest?.fit.hardware.machines.map((machine) => machine.name) ?? [],
        broken: manifest?.broken ?? [],
        reasons: manifest && fit ? [...known, ...misfits(manifest.fit, fit)] : known.length > 0 ? known : undefined,
      });
    }
    return listed;
  },
);

/** Removes a checkpoint. @throws a lab fault for one that an ended reset has to be ended with */
export const removeCheckpoint = operation('checkpoints', async (context: Context, name: string): Promise<void> => {
  const needed = new OpenChanges(context).ofMachines().some((change) => 'checkpoint' in change && change.checkpoint === name);
  if (needed)
    throw labError(`a reset to "${name}" was ended half way and needs it`, { remedy: 'run ./lab reset, then remove it' });
  checkpointsOf(context).remove(name);
});
