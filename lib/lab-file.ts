import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Document, parseDocument, type Tags } from 'yaml';
import { foreignWriter } from '../host/trust';
import { DefinitionError, type DefinitionFault, type Lab, parseDefinition, resolveLab, tryResolve } from './model';

/**
 * Reads a lab definition file (YAML, every key optional) and resolves it; the default lab when there is no file.
 * @throws DefinitionError with every fault and its place, where the file cannot be read or describes no lab that can be built.
 */
export function readLab(file: string | undefined): Lab {
  return file ? readLabText(readText(file), file) : resolveLab();
}

/**
 * The definition file of a folder: the one named, else its lab.yaml where there is one. One that was not named is obeyed without a
 * word, often by root, so it must be the user's own; naming it is consent.
 * @throws DefinitionError for a lab.yaml that another user of this machine could have written.
 */
export function findLabFile(folder: string, named?: string): string | undefined {
  const file = resolve(folder, named || 'lab.yaml');
  if (named) return file;
  if (!existsSync(file)) return undefined;
  const foreign = foreignWriter(file);
  if (foreign === undefined) return file;
  const remedy = `name it if you mean it (--config ${file}), or work in another folder`;
  throw new DefinitionError([{ path: 'the file', value: file, reason: `is not yours alone: ${foreign}`, remedy }]);
}

/** Reads the text of a definition file. `file` is its name in messages. @throws DefinitionError */
export function readLabText(text: string, file: string): Lab {
  const lines = new LineCounter();
  const document = documentOf(text, lines, file);
  // Warnings are about tags and versions that no definition has.
  const syntax = [...document.errors, ...document.warnings].map(({ message, linePos }) => syntaxFault(message, linePos?.[0]));
  // One slip can make the rest of the file look wrong in the same way.
  const told = syntax.filter(({ reason }, index) => syntax.findIndex((other) => other.reason === reason) === index);
  if (told.length > 0) throw new DefinitionError(told, file);
  const { definition, faults: shape } = parseDefinition(valueOf(document, file) ?? {});
  const { lab, faults } = tryResolve(definition, shape);
  if (faults.length === 0) return lab;
  throw new DefinitionError(
    faults.map((fault) => ({ ...fault, position: position(document, lines, fault) })).sort(byPosition),
    file,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DefinitionError([{ path: 'the file', value: file, reason: `cannot be read: ${(error as Error).message}` }]);
  }
}

/** Brackets in brackets without end are more than the library's recursion can follow. */
function documentOf(text: string, lineCounter: LineCounter, file: string): Document {
  return orSyntaxFault(file, () =>
    parseDocument(text, { lineCounter, prettyErrors: true, logLevel: 'error', customTags: withoutFractions }),
  );
}

/** Aliases can make a small file a very large value; the library refuses that when it makes the value. */
function valueOf(document: Document, file: string): unknown {
  return orSyntaxFault(file, () => withoutNulls(document.toJS()));
}

function orSyntaxFault<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new DefinitionError([syntaxFault((error as Error).message)], file);
  }
}

const syntaxFault = (message: string, at?: { line: number; col: number }): DefinitionFault => ({
  path: '',
  value: '',
  reason: syntaxReason(message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')),
  position: at && { line: at.line, column: at.col },
});

/** The library's words, where they are not about the library. */
function syntaxReason(message: string): string {
  if (message.startsWith('Source contains multiple documents')) return 'holds more than one document';
  if (message.startsWith('Maximum call stack')) return 'has brackets in brackets without end';
  return `is not valid YAML: ${message}`;
}

/** YAML reads `.30` as the number 0.3, and here it is the end of an address. No key takes a number with a fraction. */
const withoutFractions = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:float');

/** A key with nothing behind it, as commented examples leave it, is as good as absent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => [key, withoutNulls(part)]),
  );
}

/** Where a fault's value stands or, if it follows from a default, the nearest thing around it that is in the file. */
function position(document: Document, lines: LineCounter, { path, value }: DefinitionFault): DefinitionFault['position'] {
  let node: unknown = document.contents;
  let rest = path;
  // The whole file, where it holds something else than a mapping.
  let offset = path === '' ? startOf(node) : undefined;
  while (rest !== '') {
    const step = isMap(node) ? inMap(node.items, rest) : isSeq(node) ? inList(node.items, rest) : undefined;
    if (!step) break;
    ({ node, rest } = step);
    // What is wrong with no value is wrong with the key.
    offset = rest === '' && value !== '' ? (startOf(node) ?? step.start) : step.start;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

interface Found {
  readonly node: unknown;
  readonly rest: string;
  /** Where the key stands, or the item of a list. */
  readonly start: number | undefined;
}

/** Names with dots in them are found because the keys of the file are tried, not the parts of the path; the longest is meant. */
function inMap(items: readonly { key: unknown; value: unknown }[], path: string): Found | undefined {
  const found = items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined || !path.startsWith(name)) return [];
    const after = path.slice(name.length);
    return /^($|[.[])/.test(after) ? [{ node: value, rest: after.replace(/^\./, ''), start: startOf(key) }] : [];
  });
  return found.sort((one, other) => one.rest.length - other.rest.length)[0];
}

function inList(items: readonly unknown[], path: string): Found | undefined {
  const match = /^\[(\d+)\]\.?/.exec(path);
  const node = match && items[Number(match[1])];
  return node ? { node, rest: path.slice(match[0].length), start: startOf(node) } : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null)?.range?.[0];
}

const byPosition = (one: DefinitionFault, other: DefinitionFault): number =>
  (one.position?.line ?? 0) - (other.position?.line ?? 0) || (one.position?.column ?? 0) - (other.position?.column ?? 0);
