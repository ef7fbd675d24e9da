import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter } from 'yaml';
import { foreignWriter } from '../host/trust';
import { decodeDefinition } from './definition-text';
import { parseYaml } from './definition-yaml';
import { faultPosition } from './fault-position';
import { DefinitionError, type DefinitionFault, type Lab, parseDefinition, resolveLab, tryResolve } from './model';

/**
 * Reads a lab definition file (YAML, every key optional) and resolves it; the default lab when there is no file.
 * @throws DefinitionError with every fault and its place, where the file cannot be read or describes no lab that can be built.
 */
export function readLab(file: string | undefined): Lab {
  return file ? readLabText(readText(file), file) : resolveLab();
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

/** Reads the text of a definition file. `file` is its name in messages. @throws DefinitionError */
export function readLabText(text: string, file: string): Lab {
  const lines = new LineCounter();
  const yaml = parseYaml(text, lines);
  if ('faults' in yaml) throw new DefinitionError(yaml.faults, file);
  const { definition, faults: shape } = parseDefinition(yaml.value ?? {});
  const { lab, faults } = tryResolve(definition, shape);
  if (faults.length === 0) return lab;
  const placed = faults.map((fault) => ({ ...fault, position: faultPosition(yaml.document, lines, fault) }));
  throw new DefinitionError(placed.sort(byPosition), file);
}

function readText(file: string): string {
  const text = decodeDefinition(readBytes(file));
  if (typeof text === 'string') return text;
  throw new DefinitionError([text], file);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new DefinitionError([{ path: 'the file', value: file, reason: `cannot be read: ${(error as Error).message}` }]);
  }
}

const byPosition = (one: DefinitionFault, other: DefinitionFault): number =>
  (one.position?.line ?? 0) - (other.position?.line ?? 0) || (one.position?.column ?? 0) - (other.position?.column ?? 0);
