import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DefinitionError, type Lab, type LabDefinition, resolveLab } from './model';

/** Reads a lab definition file (YAML, every key optional) and resolves it; the default lab when there is no file. */
export function readLab(file: string | undefined): Lab {
  return resolveLab(file ? readDefinition(file) : {});
}

function readDefinition(file: string): LabDefinition {
  const value: unknown = parse(readFileSync(file, 'utf8'), { prettyErrors: true });
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new DefinitionError([{ path: file, value: JSON.stringify(value), reason: 'is not a mapping of keys to values' }]);
  }
  return value as LabDefinition;
}
