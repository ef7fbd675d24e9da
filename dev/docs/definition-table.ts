import { definitionOf, labJsonSchema, resolveLab } from '../../lib/model';
import { toMarkdownTable } from './markdown-table';

interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The variable that decides in a key's place, where there is one. */
const variables: Readonly<Record<string, string>> = {
  'internet.kind': 'LAB_INTERNET',
  'hypervisor.uri': 'LAB_HYPERVISOR',
  'hypervisor.acceleration': 'LAB_ACCELERATION',
};

/** Every key of a definition, the variable that decides in its place, its value in the default lab, and what it means. */
export function definitionTable(): string {
  const keys = leaves(labJsonSchema() as Schema, definitionOf(resolveLab()));
  const known = new Set(keys.map(({ path }) => path));
  for (const path of Object.keys(variables)) if (!known.has(path)) throw new Error(`no definition has the key ${path}`);
  const rows = keys.map(({ path, schema, value }) => [
    `\`${path}\``,
    variables[path] ? `\`${variables[path]}\`` : '',
    value === undefined ? '' : `\`${JSON.stringify(value)}\``,
    [schema.description, schema.enum && `One of: ${schema.enum.join(', ')}.`].filter(Boolean).join(' '),
  ]);
  return toMarkdownTable(['key', 'variable', 'in the default lab', 'meaning'], rows);
}

interface Leaf {
  readonly path: string;
  readonly schema: Schema;
  readonly value: unknown;
}

/** The keys that hold no other keys of their own. What a mapping by name holds is told in docs/definition.md. */
function leaves(schema: Schema, value: unknown, path = ''): readonly Leaf[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const here = path ? `${path}.${key}` : key;
    const found = (value as Record<string, unknown> | undefined)?.[key];
    if (inner.properties) return leaves(inner, found, here);
    // Lists of machines and of Services are longer than a cell.
    return [{ path: here, schema: inner, value: JSON.stringify(found ?? null).length > 60 ? undefined : found }];
  });
}
