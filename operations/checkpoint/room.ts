import { statfsSync } from 'node:fs';
import { environmentError } from '../../host/user-error';

/**
 * A machine halts when the file system of its disk is full, so nothing is written that may fill it.
 * @param needed bytes
 * @param what takes them, for the message: `the checkpoint`
 * @throws an environment fault where less is free
 */
export function requireRoom(folder: string, needed: number, what: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  throw environmentError(`${what} takes up to ${gib(needed)}, and ${gib(bavail * bsize)} are free below ${folder}`, {
    remedy: 'make room, or remove a checkpoint: ./lab checkpoints --remove NAME',
  });
}
