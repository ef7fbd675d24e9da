import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignWriter } from '../../host/trust';
import { readLabBytes } from '../../lib/definition';
import { DefinitionError, type Lab, resolveLab } from '../../lib/model';

/**
 * Reads a lab definition file (YAML, every key optional) and resolves it; the default lab when there is no file.
 * @throws DefinitionError with every fault and its place, where the file cannot be read or describes no lab that can be built.
 */
export function readLab(file: string | undefined): Lab {
  return file ? readLabBytes(readBytes(file), file) : resolveLab();
}

/**
 * The definition file of a folder: the one named, as it was named, else its lab.yaml where there is one. One that was not named is obeyed
 * without a word, often by root, so it must be the user's own; naming it is consent.
 * @throws DefinitionError for a lab.yaml that another user of this machine could have written.
 */
export function findLabFile(folder: string, named?: string): string | undefined {
  if (named) return named;
  const file = join(folder, 'lab.yaml');
  if (!existsSync(file)) return undefined;
  const foreign = foreignWriter(file);
  if (foreign === undefined) return file;
  const remedy = `name it if you mean it (--config ${file}), or work in another folder`;
  throw new DefinitionError([{ path: 'the file', value: file, reason: `is not yours alone: ${foreign}`, remedy }]);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new DefinitionError([{ path: 'the file', value: file, reason: `cannot be read: ${(error as Error).message}` }]);
  }
}
