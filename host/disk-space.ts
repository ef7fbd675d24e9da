import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { environmentError } from './user-error';

/** Bytes that this user may still write in `folder`, which need not be there yet (statvfs(3), `f_bavail`). */
export function freeSpace(folder: string): number {
  if (!existsSync(folder)) return freeSpace(dirname(folder));
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** What to do where the cache has too little. */
export const moreCacheSpace = 'free some space, or set LAB_CACHE to a folder on a larger disk';

/**
 * Checks that a folder's file system has room, before anything is written.
 * @param needed bytes
 * @param what takes them, for the message: `the node image`
 * @throws an environment fault with what is needed, what is free and where
 */
export function requireSpace(folder: string, needed: number, what: string, remedy: string): void {
  const free = freeSpace(folder);
  if (free >= needed) return;
  throw environmentError(`${what} needs up to ${inGib(needed)} of disk space in ${folder}, and ${inGib(free)} are free there`, {
    remedy,
  });
}

export const inGib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

export const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
