import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { damageOf, rememberLooks } from '../../host/folder-manifest';
import { labFiles } from '../../host/lab-files';
import { adoptOrigin, type Hypervisor, renaming, savedIdentity } from '../../hypervisor';
import { stackNames } from '../../stacks';
import type { StoredCheckpoint } from '../checkpoint/checkpoint-store';
import { putBackRecords } from '../checkpoint/lab-records';
import { requireStates } from '../checkpoint/require-states';
import type { Context } from '../context';
import { ensureSecrets } from '../secrets/lab-secrets';
import { savedSecrets } from './make-ready';
import { readyStore } from './ready-store';
import { renamedState } from './renamed-state';

/** A lab that was saved for others to begin with. */
export type ReadyLab = Required<Pick<StoredCheckpoint, 'name' | 'folder' | 'manifest'>>;

/** The ready lab of this key; undefined where there is none. One that is damaged is removed, and said. */
export async function findReady(context: Pick<Context, 'progress'>, key: string): Promise<ReadyLab | undefined> {
  const store = readyStore();
  const found = store.list().find(({ name }) => name === key);
  if (!found) return undefined;
  const damage = found.fault ?? (await damageOf(found.folder));
  if (damage === undefined && found.manifest) return { name: key, folder: found.folder, manifest: found.manifest };
  context.progress.warn(`the ready lab is damaged (${damage}) and is removed: this one is built anew`);
  store.remove(key);
  return undefined;
}

/**
 * Gives a lab of which nothing was built the secrets and the disks of a ready one, and notes whose machines they are. Its hypervisor must
 * not run, and is another one afterwards (`context.hypervisor()`).
 */
export async function adoptReady(context: Context, hypervisor: Hypervisor, { folder }: ReadyLab): Promise<void> {
  const { lab, stateDir } = context;
  const saved = savedIdentity(folder);
  if (!saved) throw new Error(`${folder} does not say whose machines it holds`);
  adoptOrigin(lab.name, saved.origin ?? saved);
  const { secrets } = labFiles(stateDir);
  const unfinished = join(stateDir, `.secrets-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(savedSecrets(folder), unfinished, { recursive: true });
  rmSync(secrets, { recursive: true, force: true });
  renameSync(unfinished, secrets);
  // What follows from the lab's own name.
  await ensureSecrets(lab, stateDir);
  await requireStates(hypervisor).prepareClone(folder);
  rememberLooks(folder);
}

/** Makes the lab's machines from those of the ready lab, lets them go on, and tells Terraform of them. The hypervisor runs. */
export async function cloneReady(context: Context, hypervisor: Hypervisor, { folder }: ReadyLab): Promise<void> {
  const states = requireStates(hypervisor);
  await states.clone(folder);
  const rename = renaming(savedIdentity(folder)!, hypervisor.identity!);
  putBackRecords(context.stateDir, folder, (state) => renamedState(state, rename));
  await states.resume();
}

/** Takes back what was begun with a ready lab, so that the lab is built from nothing. */
export async function dropReady(context: Context, hypervisor: Hypervisor): Promise<void> {
  await hypervisor.stop(context.progress);
  for (const stack of stackNames) rmSync(labFiles(context.stateDir).terraformState(stack), { force: true });
  adoptOrigin(context.lab.name, undefined);
}
