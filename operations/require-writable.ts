import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { usageError } from '../host/user-error';

/** @throws a usage fault for a path at which no file can be written. */
export function requireWritable(path: string): void {
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw usageError(`${path} cannot be written: ${(cause as Error).message}`, { remedy: 'name another file', cause });
  }
}
