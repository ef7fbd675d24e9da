import type { z } from 'zod';
import { type LabDefinition, labDefinitionSchema } from './definition';
import { formatPath, isServiceType, toProblems } from './definition-problems';
import type { DefinitionProblem } from './problem';
import { kubernetesObject } from './kubernetes-object';

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
