import { LineCounter } from 'yaml';
import { DefinitionError, type DefinitionFault, type Lab, parseDefinition, tryResolve } from '../model';
import { decodeDefinition } from './definition-text';
import { parseYaml } from './definition-yaml';
import { faultPosition } from './fault-position';

/** Reads the bytes of a definition file. `file` is its name in messages. @throws DefinitionError */
export function readLabBytes(bytes: Buffer, file: string): Lab {
  const text = decodeDefinition(bytes);
  if (typeof text === 'string') return readLabText(text, file);
  throw new DefinitionError([text], file);
}

/**
 * Reads the text of a definition file (YAML, every key optional) and resolves it. `file` is its name in messages.
 * @throws DefinitionError with every fault and its place.
 */
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

const byPosition = (one: DefinitionFault, other: DefinitionFault): number =>
  (one.position?.line ?? 0) - (other.position?.line ?? 0) || (one.position?.column ?? 0) - (other.position?.column ?? 0);
