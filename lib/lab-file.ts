import { readFileSync } from 'node:fs';
import { parse, type Tags, YAMLParseError } from 'yaml';
import { DefinitionError, type Lab, type LabDefinition, resolveLab } from './model';

/**
 * Reads a lab definition file (YAML, every key optional) and resolves it; the default lab when there is no file.
 * @throws DefinitionError where the file cannot be read, is no YAML, or describes no lab that can be built.
 */
export function readLab(file: string | undefined): Lab {
  return resolveLab(file ? readDefinition(file) : {});
}

function readDefinition(file: string): LabDefinition {
  const value: unknown = parseFile(file);
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new DefinitionError([{ path: file, value: JSON.stringify(value), reason: 'is not a mapping of keys to values' }]);
  }
  return value as LabDefinition;
}

/** YAML reads `.30` as the number 0.3, and here it is the end of an address. No key takes a number with a fraction. */
const withoutFractions = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:float');

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { prettyErrors: true, customTags: withoutFractions });
  } catch (error) {
    const reason = error instanceof YAMLParseError ? 'is not valid YAML' : 'cannot be read';
    throw new DefinitionError([{ path: 'the file', value: file, reason: `${reason}: ${(error as Error).message.trim()}` }]);
  }
}
