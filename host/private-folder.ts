import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from './user-error';

/**
 * Makes a folder its owner's alone: mode 0700, and 0600 for each file in it. What an earlier version, a copy or a hand made
 * wider is narrowed.
 * @throws an environment fault for what is no folder, or another user's: its contents cannot be trusted
 */
export function keepPrivate(folder: string): void {
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw environmentError(`${folder} is no folder`, { remedy: 'remove what is in its place' });
  const own = process.geteuid!();
  if (found.uid !== own) {
    throw environmentError(`${folder} belongs to the user ${found.uid}, and this command runs as the user ${own}`, {
      remedy: `run it as the user ${found.uid}`,
    });
  }
  narrow(folder, 0o700);
  for (const name of readdirSync(folder)) if (lstatSync(join(folder, name)).isFile()) narrow(join(folder, name), 0o600);
}

/** Nothing is written where the mode is right already: a file system that is full or read-only must not keep secrets from being read. */
function narrow(path: string, mode: number): void {
  if ((lstatSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
}
