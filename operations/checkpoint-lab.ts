import { type Context, runningHypervisor } from './context';
import type { CheckpointManifest } from './checkpoint/manifest';
import { takeCheckpoint } from './checkpoint/take';
import { operation } from './operation';
import { repairLeftovers } from './repair-leftovers';

/** A checkpoint that was made. */
export type Taken = Pick<CheckpointManifest, 'name' | 'takenAt' | 'pausedMilliseconds' | 'broken'>;

/** Saves the running lab, memory and disks of all machines at one moment, and lets it go on. @param name Default: the next number */
export const checkpointLab = operation('checkpoint', async (context: Context, name?: string): Promise<Taken> => {
  const hypervisor = await runningHypervisor(context);
  await repairLeftovers(context, { hypervisor });
  const { takenAt, pausedMilliseconds, broken, ...made } = await context.progress.step('Checkpoint', (step) =>
    takeCheckpoint(context, hypervisor, name, step),
  );
  for (const exercise of broken) context.progress.note(`the checkpoint holds the broken exercise ${exercise}`);
  return { name: made.name, takenAt, pausedMilliseconds, broken };
});
