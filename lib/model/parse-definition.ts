import type { z } from 'zod';
import { closestName } from './closest-name';
import { isExtensionKey, type LabDefinition, labDefinitionSchema } from './definition';
import { examplesAt, knownKeys } from './definition-keys';
import type { DefinitionProblem } from './problem';
import { kubernetesObject } from './kubernetes-object';
import { sizeOf } from './size';

type Issue = z.core.$ZodIssue;
type Key = PropertyKey;

/** What could be read of a definition of unknown origin, and what could not. */
export interface ParsedDefinition {
  /** The definition without its faulty parts. */
  readonly definition: LabDefinition;
  readonly problems: readonly DefinitionProblem[];
}

/**
 * Checks keys and types of a definition. Never throws. Reports every problem, and keeps the rest so that it can be checked too.
 */
export function parseDefinition(value: unknown): ParsedDefinition {
  const object = kubernetesObject(value);
  if (object) return { definition: {}, problems: [object] };
  const problems: DefinitionProblem[] = [];
  const rest: { root: unknown } = { root: copy(value, [], problems) };
  // Each turn drops what it found, so there is an end; a problem may hide others beneath it.
  for (;;) {
    const parsed = labDefinitionSchema.safeParse(rest.root, { reportInput: true });
    if (parsed.success) return { definition: parsed.data, problems };
    const issues = parsed.error.issues.flatMap(ofTheFormMeant);
    // A needed value that was dropped because it is wrong is missing in the next turn.
    const isTold = ({ path }: DefinitionProblem) => problems.some((other) => other.path === path);
    problems.push(...issues.flatMap(toProblems).filter((problem) => !isTold(problem)));
    for (const path of issues.flatMap(wrongParts)) drop(rest, path);
  }
}

/** A copy whose parts can be taken out. The one key that would change what kind of thing the copy is, is refused here. */
function copy(value: unknown, path: readonly Key[], problems: DefinitionProblem[]): unknown {
  // No part of a definition lies deeper; what does is refused as a whole.
  if (path.length > 10) return undefined;
  if (Array.isArray(value)) return value.map((part, index) => copy(part, [...path, index], problems));
  if (typeof value !== 'object' || value === null) return value;
  // A Map or a Date would pass for a mapping without keys; a symbol passes for nothing.
  if (!isPlain(value)) return Symbol(Object.prototype.toString.call(value));
  const proto = '__proto__';
  if (Object.hasOwn(value, proto)) problems.push({ path: formatPath([...path, proto]), value: '', reason: 'is no name' });
  // A program writes undefined for what it leaves out.
  const entries = Object.entries(value).filter(([key, part]) => key !== proto && part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, copy(part, [...path, key], problems)]));
}

/** Made by `{}`, here or elsewhere: nothing is above its prototype. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Of a value with several forms (workers as a list, a number, or a number of equal ones), the problems of the form it has. */
function ofTheFormMeant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const { input, path } = issue;
  const form = issue.errors.find((issues) => !issues.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0));
  if (!form) return [{ ...issue, errors: [] }];
  return form.map((inner) => ({ ...inner, path: [...path, ...inner.path], input: valueAt(input, inner.path) }) as Issue);
}

const valueAt = (value: unknown, path: readonly Key[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<Key, unknown> | undefined)?.[key], value);

function wrongParts(issue: Issue): Key[][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  // Without its type a Service cannot be read at all.
  return [isServiceType(issue) ? issue.path.slice(0, -1) : issue.path];
}

/** `workers[0].address` */
const formatPath = (path: readonly Key[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key) || '""'}`)).join('');

function toProblems(issue: Issue): DefinitionProblem[] {
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
const isServiceType = (issue: Issue): boolean => issue.code === 'invalid_union' && issue.path[0] === 'services';

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

function suchAs(path: readonly Key[]): string {
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

/** Takes out the value a path leads to. Of a list, or where a needed key is missing, what holds it goes as a whole. */
function drop(rest: { root: unknown }, path: readonly Key[]): void {
  if (path.length === 0) {
    rest.root = {};
    return;
  }
  const holder = path.slice(0, -1);
  const parent = holder.reduce<unknown>((value, key) => (value as Record<Key, unknown> | undefined)?.[key], rest.root);
  if (parent === undefined) return;
  const key = path.at(-1)!;
  if (!Array.isArray(parent) && Object.hasOwn(parent as object, key)) delete (parent as Record<Key, unknown>)[key];
  else drop(rest, holder);
}
