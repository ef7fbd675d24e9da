import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { rememberLooks } from '../../host/folder-manifest';
import { labFiles } from '../../host/lab-files';
import { keepPrivate } from '../../host/private-folder';
import type { Step } from '../../host/progress';
import type { NodeImage } from '../../build/image/build-node-image';
import type { Hypervisor } from '../../hypervisor';
import { requireStates } from '../checkpoint/require-states';
import { takeCheckpoint } from '../checkpoint/take';
import type { Context } from '../context';
import { makeRoomForReady, readyStore } from './ready-store';

/** Where the secrets of the saved lab lie in the folder of a ready lab. */
export const savedSecrets = (folder: string): string => join(folder, 'secrets');

/**
 * Saves the running lab for others to begin with: what a checkpoint holds, and the definitions of its objects, its secrets, its image. The
 * lab stands still as long as for a checkpoint.
 * @param key what `readyKey` made
 */
export async function makeReady(
  context: Context,
  hypervisor: Hypervisor,
  { key, image }: { readonly key: string; readonly image: NodeImage },
  step: Step,
): Promise<void> {
  const store = readyStore();
  makeRoomForReady(store);
  await takeCheckpoint(context, hypervisor, key, step, {
    store,
    also: async (folder) => {
      await requireStates(hypervisor).saveForClones(folder, image.disk);
      // Its image has a second name now.
      rememberLooks(image.folder);
      cpSync(labFiles(context.stateDir).secrets, savedSecrets(folder), { recursive: true });
      keepPrivate(savedSecrets(folder));
    },
  });
}
