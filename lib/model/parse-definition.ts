import type { z } from 'zod';
import { closestName } from './closest-name';
import { type LabDefinition, labDefinitionSchema, labJsonSchema } from './definition';
import type { DefinitionFault } from './fault';

type Issue = z.core.$ZodIssue;
type Key = PropertyKey;

/** What could be read of a definition of unknown origin, and what could not. */
export interface ParsedDefinition {
  /** The definition without its faulty parts. */
  readonly definition: LabDefinition;
  readonly faults: readonly DefinitionFault[];
}

/** Checks keys and types of a definition. Never throws; every fault is told, and the rest is kept so that it can be checked too. */
export function parseDefinition(value: unknown): ParsedDefinition {
  const faults: DefinitionFault[] = [];
  const rest: { root: unknown } = { root: copy(value, [], faults) };
  // Each turn drops what it found, so there is an end; a fault may hide others beneath it.
  for (;;) {
    const parsed = labDefinitionSchema.safeParse(rest.root, { reportInput: true });
    if (parsed.success) return { definition: parsed.data, faults };
    const issues = parsed.error.issues;
    // A needed value that was dropped because it is wrong is missing in the next turn.
    const isTold = ({ path }: DefinitionFault) => faults.some((other) => other.path === path);
    faults.push(...issues.flatMap(toFaults).filter((fault) => !isTold(fault)));
    for (const path of issues.flatMap(faultyParts)) drop(rest, path);
  }
}

/** A copy whose parts can be taken out. The one key that would change what kind of thing the copy is, is refused here. */
function copy(value: unknown, path: readonly Key[], faults: DefinitionFault[]): unknown {
  // No part of a definition lies deeper; what does is refused as a whole.
  if (path.length > 10) return undefined;
  if (Array.isArray(value)) return value.map((part, index) => copy(part, [...path, index], faults));
  if (typeof value !== 'object' || value === null) return value;
  // A Map or a Date would pass for a mapping without keys; a symbol passes for nothing.
  if (!isPlain(value)) return Symbol(Object.prototype.toString.call(value));
  const proto = '__proto__';
  if (Object.hasOwn(value, proto)) faults.push({ path: formatPath([...path, proto]), value: '', reason: 'is no name' });
  const entries = Object.entries(value).filter(([key]) => key !== proto);
  return Object.fromEntries(entries.map(([key, part]) => [key, copy(part, [...path, key], faults)]));
}

/** Made by `{}`, here or elsewhere: nothing is above its prototype. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function faultyParts(issue: Issue): Key[][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  // Without its type a Service cannot be read at all.
  return [issue.code === 'invalid_union' ? issue.path.slice(0, -1) : issue.path];
}

/** `workers[0].address` */
export const formatPath = (path: readonly Key[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key) || '""'}`)).join('');

function toFaults(issue: Issue): DefinitionFault[] {
  const path = formatPath(issue.path);
  const value = show(issue.input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: formatPath([...issue.path, key]),
        value: '',
        reason: 'is no known key',
        remedy: nearestKey(key, knownKeys(issue.path, issue.input)),
      }));
    case 'invalid_type':
      if (issue.input === undefined)
        return [
          {
            path,
            value: '',
            reason: 'is missing',
            remedy: `write ${kinds[issue.expected] ?? issue.expected}${examplesAt(issue.path)}`,
          },
        ];
      return [{ path, value, reason: `must be ${kinds[issue.expected] ?? issue.expected}`, remedy: quoted(issue) }];
    case 'invalid_value':
      return [{ path, value: issue.input === undefined ? '' : value, ...oneOf(issue.input, issue.values.map(String)) }];
    case 'invalid_union': {
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

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'Headless'];

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a whole number',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to values',
};

function quoted(issue: Issue & { code: 'invalid_type' }): string | undefined {
  const examples = examplesAt(issue.path).replace(/^, such as/, 'write it like') || undefined;
  if (issue.expected !== 'string' || typeof issue.input !== 'number') return examples;
  return examples ?? 'put it in quotes';
}

function oneOf(input: unknown, values: readonly string[]): Pick<DefinitionFault, 'reason' | 'remedy'> {
  const nearest = typeof input === 'string' ? closestName(input, values) : undefined;
  return { reason: `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`, remedy: nearest && `write ${nearest}` };
}

function nearestKey(key: string, known: readonly string[]): string {
  const nearest = closestName(key, known);
  return nearest ? `did you mean ${nearest}?` : `known here: ${known.join(', ')}`;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
}

let wholeSchema: JsonSchema | undefined;

/** The part of the schema that describes the place a path leads to. Of several forms, the one of the value's `type`, or all. */
function schemaAt(path: readonly Key[], type?: unknown): JsonSchema | undefined {
  let found: JsonSchema | undefined = (wholeSchema ??= labJsonSchema() as JsonSchema);
  for (const key of path) {
    if (!found) return undefined;
    const more: JsonSchema | boolean | undefined = found.additionalProperties;
    const properties: JsonSchema['properties'] = found.properties ?? allProperties(found.oneOf);
    found = typeof key === 'number' ? found.items : (properties[String(key)] ?? (typeof more === 'object' ? more : undefined));
  }
  return found?.oneOf ? found.oneOf.find(({ properties }) => properties?.type?.const === type) : found;
}

const allProperties = (forms: readonly JsonSchema[] = []): Readonly<Record<string, JsonSchema>> =>
  Object.assign({}, ...forms.map(({ properties }) => properties));

const knownKeys = (path: readonly Key[], input: unknown): string[] =>
  Object.keys(schemaAt(path, (input as { type?: unknown } | undefined)?.type)?.properties ?? {});

function examplesAt(path: readonly Key[]): string {
  const examples = schemaAt(path)?.examples;
  return examples?.length ? `, such as ${examples.map(show).join(' or ')}` : '';
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
