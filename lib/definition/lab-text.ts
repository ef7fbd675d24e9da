import { LineCounter } from 'yaml';
import { DefinitionError, type DefinitionProblem, type Lab, parseDefinition, tryResolve } from '../model';
import { decodeDefinition } from './definition-text';
import { parseYaml } from './definition-yaml';
import { problemPosition } from './problem-position';

/** Reads the bytes of a definition file. `file` is its name in messages. @throws DefinitionError */
export function readLabBytes(bytes: Buffer, file: string): Lab {
  const text = decodeDefinition(bytes);
  if (typeof text === 'string') return readLabText(text, file);
  throw new DefinitionError([text], file);
}

/**
 * Reads the text of a definition file (YAML, every key optional) and resolves it. `file` is its name in messages.
 * @throws DefinitionError with every problem and its place.
 */
export function readLabText(text: string, file: string): Lab {
  const lines = new LineCounter();
  const yaml = parseYaml(text, lines);
  if ('problems' in yaml) throw new DefinitionError(yaml.problems, file);
  const { definition, problems: shape } = parseDefinition(yaml.value ?? {});
  const { lab, problems } = tryResolve(definition, shape);
  if (problems.length === 0) return lab;
  const placed = problems.map((problem) => ({ ...problem, position: problemPosition(yaml.document, lines, problem) }));
  throw new DefinitionError(placed.sort(byPosition), file);
}

const byPosition = (one: DefinitionProblem, other: DefinitionProblem): number =>
  (one.position?.line ?? 0) - (other.position?.line ?? 0) || (one.position?.column ?? 0) - (other.position?.column ?? 0);
