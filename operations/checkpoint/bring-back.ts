import { inMegabytes, requireSpace } from '../../host/disk-space';
import { damageOf } from '../../host/folder-manifest';
import { uninterrupted } from '../../host/interruption';
import type { Step } from '../../host/progress';
import { labError } from '../../host/user-error';
import type { Hypervisor, MachineStates } from '../../hypervisor';
import type { Context } from '../context';
import { OpenChanges } from '../lab-folder/open-changes';
import { checkpointsOf, makeRoom, type StoredCheckpoint } from './checkpoint-store';
import { currentFit } from './current-fit';
import { putBackRecords } from './lab-records';
import { endAllLogins, requireStates, stateLimit } from './require-states';
import type { CheckpointManifest } from './manifest';
import { misfits } from './misfits';

type Found = StoredCheckpoint & { readonly manifest: CheckpointManifest };

/**
 * Brings the lab back to a checkpoint. Everything that can be refused is refused before a machine is touched. From then on an
 * interruption ends nothing; after a kill the next command begins this part again.
 * @param name Default: the checkpoint that was taken last.
 */
export async function bringBack(
  context: Context,
  hypervisor: Hypervisor,
  name: string | undefined,
  step: Step,
): Promise<CheckpointManifest> {
  const states = requireStates(hypervisor);
  const found = checkpointsOf(context).find(name);
  step.detail('looking whether the checkpoint fits and is whole');
  await requireFit(context, hypervisor, found);
  step.detail('copying the disks');
  requireSpace(hypervisor.storageFolder, await states.stagedSize(found.folder), 'a reset', makeRoom);
  await stage(states, found);
  await uninterrupted(() => replace(context, hypervisor, states, found, step), stateLimit);
  return found.manifest;
}

async function requireFit(context: Context, hypervisor: Hypervisor, { name, folder, manifest, ...found }: Found): Promise<void> {
  const reasons = misfits(manifest.fit, await currentFit(context.lab, hypervisor));
  const damage = reasons.length > 0 ? undefined : await damageOf(folder);
  const wrong = damage === undefined ? reasons : [`it is damaged: ${damage}`];
  if (wrong.length === 0) return;
  const lines = wrong.map((reason) => `  ${reason}`).join('\n');
  throw labError(`the checkpoint "${name}" cannot be used, and the lab was not touched:\n${lines}`, {
    remedy: `use another one (./lab checkpoints), or remove it with ./lab checkpoints --remove ${name}; it frees ${inMegabytes(found.bytes)}`,
  });
}

async function stage(states: MachineStates, { folder }: Found): Promise<void> {
  try {
    await states.stage(folder);
  } catch (error) {
    states.unstage();
    throw error;
  }
}

/** The moment after which the lab is another one. */
async function replace(
  context: Context,
  hypervisor: Hypervisor,
  states: MachineStates,
  { name, folder, manifest }: Found,
  step: Step,
): Promise<void> {
  const open = new OpenChanges(context);
  open.add({ kind: 'machines-reset', checkpoint: name }, 'reset', {
    en: `it was bringing the lab back to "${name}"`,
    ko: `랩을 "${name}"(으)로 되돌리던`,
  });
  step.detail('ending the machines and starting them from the checkpoint');
  await endAllLogins(context, hypervisor);
  await states.restore(folder);
  putBackRecords(context.stateDir, folder);
  await states.resume();
  open.bringBack(manifest.broken, 'break');
}
