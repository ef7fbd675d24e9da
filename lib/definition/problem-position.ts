import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import { isMergeKey } from './definition-yaml';
import type { DefinitionProblem } from '../model';

/**
 * Where a problem's value stands in the file, from 1. A default's problem has the position of the nearest key around it, else of
 * another value it is about. Without any, it is the beginning of the file.
 */
export function problemPosition(
  document: Document,
  lines: LineCounter,
  problem: DefinitionProblem,
): DefinitionProblem['position'] {
  const offsets = [problem.path, ...(problem.also ?? [])].map((path) => offsetOf(document, path, problem.value !== ''));
  const { line, col } = lines.linePos(offsets.find((offset) => offset !== undefined) ?? 0);
  return { line: line || 1, column: col || 1 };
}

/** @param hasValue what is wrong with no value is wrong with its key. */
function offsetOf(document: Document, path: string, hasValue: boolean): number | undefined {
  let node: unknown = document.contents;
  let rest = path;
  // The whole file, where it holds something else than a mapping.
  let offset = path === '' ? startOf(node) : undefined;
  while (rest !== '') {
    const holder = resolved(document, node);
    const step = isMap(holder) ? inMap(document, holder.items, rest) : isSeq(holder) ? inList(holder.items, rest) : undefined;
    if (!step) break;
    ({ node, rest } = step);
    offset = rest === '' && hasValue ? (startOf(node) ?? step.start) : step.start;
  }
  return offset;
}

interface Found {
  readonly node: unknown;
  readonly rest: string;
  /** Where the key stands, or the item of a list. */
  readonly start: number | undefined;
}

const resolved = (document: Document, node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

type Pairs = readonly { readonly key: unknown; readonly value: unknown }[];

/** Tries the keys of the file, not the parts of the path, because names may have dots. The longest match counts. */
function inMap(document: Document, items: Pairs, path: string): Found | undefined {
  const found = items.flatMap(({ key, value }) => {
    const name = isScalar(key) && !isMergeKey(key) ? String(key.value) : undefined;
    if (name === undefined || !path.startsWith(name)) return [];
    const after = path.slice(name.length);
    return /^($|[.[])/.test(after) ? [{ node: value, rest: after.replace(/^\./, ''), start: startOf(key) }] : [];
  });
  return found.sort((one, other) => one.rest.length - other.rest.length)[0] ?? inMerged(document, items, path);
}

/** A key that `<<` brings along stands where it was written. */
function inMerged(document: Document, items: Pairs, path: string): Found | undefined {
  const merged = items.flatMap(({ key, value }) => {
    const source = isMergeKey(key) ? resolved(document, value) : undefined;
    return isSeq(source) ? source.items.map((item) => resolved(document, item)) : [source];
  });
  for (const source of merged) {
    const found = isMap(source) && inMap(document, source.items, path);
    if (found) return found;
  }
  return undefined;
}

function inList(items: readonly unknown[], path: string): Found | undefined {
  const match = /^\[(\d+)\]\.?/.exec(path);
  const node = match && items[Number(match[1])];
  return node ? { node, rest: path.slice(match[0].length), start: startOf(node) } : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null)?.range?.[0];
}
