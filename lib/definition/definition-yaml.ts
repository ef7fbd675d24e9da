import { type Document, isAlias, isMap, isNode, isScalar, type LineCounter, parseDocument, type Tags, visit } from 'yaml';
import { type DefinitionProblem, kubernetesObject } from '../model';
import { withoutNulls } from './definition-nulls';
import { deepest, tooDeep } from './nesting';

/** A definition file as YAML: its document and the value it holds, or what is no YAML in it. */
export type DefinitionYaml =
  { readonly document: Document; readonly value: unknown } | { readonly problems: readonly DefinitionProblem[] };

/** Parses the text of a definition file: one YAML 1.2 document, with the merge keys of YAML 1.1. */
export function parseYaml(text: string, lines: LineCounter): DefinitionYaml {
  let document: Document | undefined;
  const deep = tooDeep(text);
  if (deep)
    return {
      problems: [{ path: '', value: '', reason: `nests more than ${deepest} levels, and a definition has six`, position: deep }],
    };
  try {
    document = parseDocument(text, { lineCounter: lines, logLevel: 'error', merge: true, customTags: withoutFractions });
    const problems = [...syntaxProblems(document), ...aliasProblems(document, lines)];
    return problems.length > 0 ? { problems } : { document, value: withoutNulls(document.toJS()) };
  } catch (error) {
    // Too many aliases, and a merge key without a mapping, are reported only when the value is made.
    return { problems: [syntaxProblem((error as Error).message, place(lines, culprit(document)))] };
  }
}

/** YAML reads `.30` as the number 0.3, and here it is the end of an address. No key takes a number with a fraction. */
const withoutFractions = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:float');

function syntaxProblems(document: Document): DefinitionProblem[] {
  // Warnings are about tags and versions that no definition has.
  const all = [...document.errors, ...document.warnings].map(({ message, linePos }): DefinitionProblem => {
    // Manifests hold many objects in a file.
    const object = message.startsWith(severalDocuments) && kubernetesObject(document.toJS());
    return object ? { ...object, position: start } : syntaxProblem(message, linePos && toPosition(linePos[0]));
  });
  // One slip can make the rest of the file look wrong in the same way.
  return all.filter(({ reason }, index) => all.findIndex((other) => other.reason === reason) === index);
}

/** Aliases of nothing, and of a value that contains them. The library reports no position for them. */
function aliasProblems(document: Document, lines: LineCounter): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  visit(document, {
    Alias(_key, alias, path) {
      const name = alias.source;
      const target = alias.resolve(document);
      const problem = (reason: string, remedy: string) =>
        void problems.push({ path: '', value: `*${name}`, reason, remedy, position: place(lines, alias) });
      if (!target) problem('refers to nothing before it', `mark what it means with &${name}`);
      else if (path.some((holder) => holder === target)) problem('refers to what it stands in', 'write the value itself');
    },
  });
  return problems;
}

const start = { line: 1, column: 1 };

const syntaxProblem = (message: string, position: DefinitionProblem['position']): DefinitionProblem => ({
  path: '',
  value: '',
  reason: syntaxReason(message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')),
  position: position ?? start,
});

const severalDocuments = 'Source contains multiple documents';

/** The library's words, where they are not about the library. */
function syntaxReason(message: string): string {
  if (message.startsWith(severalDocuments)) return 'holds more than one document';
  if (message.startsWith('Merge sources must be maps'))
    return 'merges something else than a mapping: << needs one, such as *name';
  return `is not valid YAML: ${message}`;
}

/** The probable cause of an error without a position: a merge key without a mapping, else the first alias. */
function culprit(document: Document | undefined): unknown {
  let merge: unknown;
  let alias: unknown;
  if (document)
    visit(document, {
      Pair(_key, { key, value }) {
        if (isMergeKey(key) && !isMap(value) && !isAlias(value)) merge ??= key;
      },
      Alias(_key, node) {
        alias ??= node;
      },
    });
  return merge ?? alias;
}

/** `<<` merges other mappings into the one it stands in (https://yaml.org/type/merge.html). */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.source === '<<' && key.type === 'PLAIN';

const place = (lines: LineCounter, node: unknown): DefinitionProblem['position'] =>
  isNode(node) && node.range ? toPosition(lines.linePos(node.range[0])) : undefined;

const toPosition = ({ line, col }: { line: number; col: number }) => ({ line, column: col });
