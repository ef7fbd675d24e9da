import { join } from 'node:path';
import { cacheDir } from '../../host/paths';
import { CheckpointStore } from '../checkpoint/checkpoint-store';

/** How many are kept. Each takes some GiB. */
const kept = 3;

/** The ready labs of this user on this machine, by their keys. They hold secrets: the folder is its owner's alone. */
export const readyStore = (): CheckpointStore => new CheckpointStore(join(cacheDir(), 'ready'));

/** Removes the oldest until there is room for one more. */
export function makeRoomForReady(store: CheckpointStore): void {
  for (const { name } of store.list().slice(0, 1 - kept)) store.remove(name);
}
