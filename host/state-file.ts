import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { labError } from './user-error';

/**
 * Writes a file whole or not at all: a temporary file beside it, brought to the disk, takes its name. Whatever ends the writer, and however
 * full the disk is, the name stands for the old text or for the new one.
 * @param mode of the file. Default: 0600.
 */
export function writeWhole(file: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  removeAbandoned(file);
  const temporary = temporaryName(file, process.pid);
  const descriptor = openSync(temporary, 'w', mode);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncFolder(dirname(file));
}

/** Writes a value as JSON, whole or not at all. */
export const writeJson = (file: string, value: unknown, mode?: number): void =>
  writeWhole(file, `${JSON.stringify(value, null, 2)}\n`, mode);

/**
 * The value in a JSON file; undefined where there is none.
 * @param isValid whether it is what was written here
 * @throws a lab fault that names a damaged file and says what to do
 */
export function readJson<T>(file: string, isValid: (value: unknown) => boolean = () => true): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isValid(value)) return value as T;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw damaged(file, 'it is not what this program has written there');
}

/** A state file that cannot be used. */
export const damaged = (file: string, what: string) =>
  labError(`the file ${file} is damaged: ${what}`, {
    remedy: 'put it back from a copy; else remove the lab with ./lab down, which does not need it',
  });

/** The name is brought to the disk with its folder. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const temporaryName = (file: string, pid: number): string => join(dirname(file), `.${basename(file)}.${pid}.tmp`);

/** Whether a file of this name, in the same folder, is what a writer of `file` has begun. */
export const isTemporaryOf = (file: string, name: string): boolean => pidIn(file, name) !== undefined;

function pidIn(file: string, name: string): string | undefined {
  const prefix = `.${basename(file)}.`;
  return name.startsWith(prefix) ? /^(\d+)\.tmp$/.exec(name.slice(prefix.length))?.[1] : undefined;
}

/** Removes what writers left that were ended in between. */
function removeAbandoned(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const pid = pidIn(file, name);
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(dirname(file), name), { force: true });
  }
}
