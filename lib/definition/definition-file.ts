import { Document, isMap, isPair, isScalar, type Node, type Pair, visit } from 'yaml';
import { definitionOf, type Lab, labJsonSchema } from '../model';

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly additionalProperties?: Described | boolean;
  readonly items?: Described;
  readonly oneOf?: readonly Described[];
}

/**
 * A definition file (YAML) that says everything about a lab, each key with its meaning.
 * @param schema where editors find the JSON Schema: a path relative to the file, or a URL.
 */
export function definitionFile(lab: Lab, schema?: string): string {
  const document = new Document(definitionOf(lab), { aliasDuplicateObjects: false });
  describe(document.contents, labJsonSchema() as Described);
  visit(document, { Seq: (_key, node) => void (node.flow = node.items.every(isScalar)) });
  const modeline = schema ? `# yaml-language-server: $schema=${schema}\n` : '';
  return `${modeline}# The definition of a lab. Every key may be left out; what stands here are the values in force.\n${document.toString({ lineWidth: 0 })}`;
}

/** Puts the schema's descriptions beside the keys: above mappings, behind values, once for things of the same kind. */
function describe(node: unknown, schema: Described | undefined): void {
  if (!isMap(node) || !schema) return;
  for (const item of node.items as Pair<Node, Node>[]) {
    if (!isPair(item) || !isScalar(item.key)) continue;
    const part = schema.properties?.[String(item.key.value)];
    if (!part?.description) continue;
    if (isScalar(item.value)) item.value.comment = ` ${part.description}`;
    else item.key.commentBefore = ` ${part.description}`;
    describe(item.value, part);
  }
}
