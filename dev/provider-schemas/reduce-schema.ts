import type { NestedBlock, ProviderSchema, SchemaAttribute, SchemaBlock } from './provider-schema';

type Json = Readonly<Record<string, unknown>>;

/** The parts of a stack's synthesized JSON that say what is used of a provider. */
export interface Used {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/**
 * A provider's schema without what a stack has no use for: types of resources, blocks, and what is said about each. All attributes of
 * a block stay, and all blocks that it must have. So what the stack leaves out is missed by the reduced schema, too.
 */
export function reduceSchema({ provider, resource_schemas }: ProviderSchema, { resource }: Used): ProviderSchema {
  const types = Object.keys(resource).sort();
  const kept = types.map((type) => {
    const schema = resource_schemas[type];
    if (!schema) throw new Error(`the provider has no resource ${type}`);
    return [type, { block: reduceBlock(schema.block, Object.values(resource[type]!)) }] as const;
  });
  return { provider: { block: reduceBlock(provider.block, []) }, resource_schemas: Object.fromEntries(kept) };
}

function reduceBlock({ attributes = {}, block_types = {} }: SchemaBlock, used: readonly Json[]): SchemaBlock {
  const blocks = Object.entries(block_types).flatMap(([name, nested]) => {
    const inside = used.flatMap((value) => value[name] ?? []).filter(isObject);
    if (inside.length === 0 && !nested.min_items) return [];
    return [[name, reduceNested(nested, inside)] as const];
  });
  return {
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, withoutWords(attribute)])),
    ...(blocks.length > 0 && { block_types: Object.fromEntries(blocks) }),
  };
}

const reduceNested = ({ nesting_mode, min_items, max_items, block }: NestedBlock, used: readonly Json[]): NestedBlock => ({
  nesting_mode,
  ...(min_items && { min_items }),
  ...(max_items && { max_items }),
  block: reduceBlock(block, used),
});

const withoutWords = ({ type, required, optional, computed }: SchemaAttribute): SchemaAttribute => ({
  type,
  ...(required && { required }),
  ...(optional && { optional }),
  ...(computed && { computed }),
});

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
