import { requireSpace } from '../../host/disk-space';
import { uninterrupted } from '../../host/interruption';
import type { Step } from '../../host/progress';
import { labError } from '../../host/user-error';
import type { Hypervisor, MachineStates } from '../../hypervisor';
import { machines } from '../../lib/model';
import type { Context } from '../context';
import { OpenChanges } from '../lab-folder/open-changes';
import { type CheckpointStore, checkpointsOf, makeRoom } from './checkpoint-store';
import { currentFit } from './current-fit';
import { keepRecords } from './lab-records';
import { endAllLogins, requireStates, stateLimit } from './require-states';
import { type CheckpointManifest, writeManifest } from './manifest';

export interface TakeOptions {
  readonly store?: CheckpointStore;
  readonly also?: (folder: string) => Promise<void>;
}

/**
 * Saves all machines of the running lab at one moment, with what this program knows of the lab. They are paused while memory and disks
 * are copied. The checkpoint has its name once it is whole and on the disk.
 * @param name Default: the next free number.
 * @param options.store where it is kept. Default: with the lab
 * @param options.also writes more into its folder, once the lab goes on
 */
export async function takeCheckpoint(
  context: Context,
  hypervisor: Hypervisor,
  name: string | undefined,
  step: Step,
  { store = checkpointsOf(context), also = async () => undefined }: TakeOptions = {},
): Promise<CheckpointManifest> {
  const states = requireStates(hypervisor);
  const free = store.freeName(name);
  await requireAllRunning(context, states);
  const fit = await currentFit(context.lab, hypervisor);
  const folder = store.begin();
  try {
    // Half of the memory is often empty and not written.
    requireSpace(folder, await states.size(), 'the checkpoint', makeRoom);
    await endAllLogins(context, hypervisor);
    const { takenAt, pausedMilliseconds } = await whilePaused(context, states, step, async () => {
      await states.save(folder);
      keepRecords(context.stateDir, folder);
    });
    const broken = new OpenChanges(context).exercises();
    const manifest: CheckpointManifest = { format: 1, name: free, takenAt, pausedMilliseconds, broken, fit };
    writeManifest(folder, manifest);
    step.detail('the lab goes on; packing the memory');
    await states.pack(folder);
    await also(folder);
    step.detail('the lab goes on; writing the checkpoint to the disk');
    await store.commit(folder, free);
    return manifest;
  } finally {
    // Once it has its name, there is nothing of it here.
    store.discard(folder);
  }
}

/**
 * Does work while every machine is paused. Written down before, so that whatever ends this program, the next command lets them go on. An
 * interruption ends the work; the machines go on all the same.
 */
async function whilePaused(
  context: Context,
  states: MachineStates,
  step: Step,
  work: () => Promise<void>,
): Promise<{ readonly takenAt: string; readonly pausedMilliseconds: number }> {
  const open = new OpenChanges(context);
  open.add({ kind: 'machines-paused' }, 'checkpoint', paused);
  const begun = Date.now();
  try {
    step.detail('the lab is paused; saving memory and disks');
    await states.pause();
    await work();
  } finally {
    await uninterrupted(() => states.resume(), stateLimit);
    open.remove({ kind: 'machines-paused' });
  }
  return { takenAt: new Date(begun).toISOString(), pausedMilliseconds: Date.now() - begun };
}

const paused = { en: 'it had paused the machines of the lab', ko: '랩의 머신들을 일시 정지한' };

async function requireAllRunning({ lab }: Pick<Context, 'lab'>, states: MachineStates): Promise<void> {
  const active = await states.active();
  const off = machines(lab).filter(({ name }) => !active.includes(name));
  if (off.length === 0) return;
  throw labError(`${off.map(({ name }) => name).join(', ')} does not run: a checkpoint holds every machine of the lab`, {
    remedy: 'start it with ./lab up',
  });
}
