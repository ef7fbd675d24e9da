import type { z } from 'zod';
import { closestName } from './closest-name';
import { isExtensionKey } from './definition';
import { examplesAt, knownKeys } from './definition-keys';
import type { DefinitionProblem } from './problem';
import { sizeOf } from './size';

type Issue = z.core.$ZodIssue;

/** `workers[0].address` */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key) || '""'}`)).join('');

/** What is wrong, in the words of who wrote the definition: several problems where several keys are unknown. */
export function toProblems(issue: Issue): DefinitionProblem[] {
  const path = formatPath(issue.path);
  const value = show(issue.input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .filter((key) => !isExtensionKey(key))
        .map((key) => ({
          path: formatPath([...issue.path, key]),
          value: '',
          reason: 'is no known key',
          remedy: nearestKey(key, knownKeys(issue.path, issue.input)),
        }));
    case 'invalid_type':
      if (issue.input === undefined || (issue.input === null && path !== ''))
        return [
          {
            path,
            value: '',
            reason: 'is missing',
            remedy: `write ${kinds[issue.expected] ?? issue.expected}${suchAs(issue.path)}`,
          },
        ];
      return [{ path, value, reason: `must be ${kinds[issue.expected] ?? issue.expected}`, remedy: rewritten(issue) }];
    case 'invalid_value':
      return [{ path, value: issue.input === undefined ? '' : value, ...oneOf(issue.input, issue.values.map(String)) }];
    case 'invalid_union': {
      if (!isServiceType(issue))
        return [{ path, value, reason: 'must be a list, a number, or a mapping with count', remedy: unquoted(issue.input) }];
      const input = issue.input as { type?: unknown } | undefined;
      return [{ path, value: input?.type === undefined ? '' : show(input.type), ...oneOf(input?.type, serviceTypes) }];
    }
    case 'too_small':
      return [{ path, value, reason: 'is empty', remedy: 'leave it out, or name at least one' }];
    case 'invalid_key':
      return [{ path, value, reason: 'is no name' }];
    default:
      return [{ path, value, reason: issue.message }];
  }
}

/** A Service's type selects its schema, so the path of such an issue ends at the type. */
export const isServiceType = (issue: Issue): boolean => issue.code === 'invalid_union' && issue.path[0] === 'services';

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'Headless'];

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a whole number',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to values',
};

/** The value as it should have been written, if that is known; else examples. */
function rewritten({ expected, input, path }: Issue & { code: 'invalid_type' }): string | undefined {
  if (expected === 'number') return unquoted(input);
  if (expected === 'array' && typeof input === 'string') return `write [${input}]`;
  if (expected === 'string' && Array.isArray(input) && input.length === 1 && typeof input[0] === 'string')
    return `write ${input[0]}`;
  const examples = suchAs(path).replace(/^, such as/, 'write it like') || undefined;
  if (expected !== 'string' || typeof input !== 'number') return examples;
  const key = path.at(-1);
  if ((key === 'memory' || key === 'disk') && Number.isInteger(input) && input > 0) return `write ${sizeOf(key, input)}`;
  return examples ?? 'put it in quotes';
}

function suchAs(path: readonly PropertyKey[]): string {
  const examples = examplesAt(path);
  return examples.length > 0 ? `, such as ${examples.map(show).join(' or ')}` : '';
}

/** A number in quotes is text. */
const unquoted = (input: unknown): string | undefined =>
  typeof input === 'string' && /^\d+$/.test(input) ? `leave the quotes out: write ${Number(input)}` : undefined;

function oneOf(input: unknown, values: readonly string[]): Pick<DefinitionProblem, 'reason' | 'remedy'> {
  const nearest = typeof input === 'string' ? closestName(input, values) : undefined;
  const all = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  if (input === undefined || input === null) return { reason: 'is missing', remedy: `write ${all}` };
  return { reason: `must be ${all}`, remedy: nearest && `write ${nearest}` };
}

function nearestKey(key: string, known: readonly string[]): string {
  const nearest = closestName(key, known);
  return nearest ? `did you mean ${nearest}?` : `known here: ${known.join(', ')}`;
}

/** A value as the user wrote it, or nearly so. */
function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol') return value.description ?? '';
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
