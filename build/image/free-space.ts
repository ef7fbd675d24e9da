import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { environmentError } from '../../host/user-error';

/**
 * Checks that a folder's filesystem has room, before anything is made.
 * @throws an environment fault with what is needed, what was found and where.
 */
export function requireFreeSpace(folder: string, gibibytes: number, what: string): void {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  const free = (bavail * bsize) / 1024 ** 3;
  if (free >= gibibytes) return;
  throw environmentError(`${what} needs ${gibibytes} GiB of disk space in ${folder}, and ${free.toFixed(1)} GiB are free there`, {
    remedy: 'free some space, or set LAB_CACHE to a folder on a larger disk',
  });
}
