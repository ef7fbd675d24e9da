import type { NestedBlock, ProviderSchema, SchemaBlock, SchemaType } from '../../dev/provider-schemas/provider-schema';
import type { Synthesized } from '../lib/constructs/synthesis';

type Json = Record<string, unknown>;

/** What every resource may have, whoever provides it (https://developer.hashicorp.com/terraform/language/meta-arguments). */
const metaArguments = ['//', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection', 'count', 'for_each'];

/** What a provider would refuse of a stack's resources and of its own configuration; nothing where it takes all. */
export function schemaFaults({ provider, resource_schemas }: ProviderSchema, synthesized: Synthesized, name: string): string[] {
  const configurations = synthesized.provider[name]!.flatMap((value, index) =>
    blockFaults(provider.block, value, `provider.${name}[${index}]`),
  );
  const resources = Object.entries(synthesized.resource).flatMap(([type, made]) =>
    Object.entries(made as Record<string, Json>).flatMap(([id, value]) => {
      const schema = resource_schemas[type];
      if (!schema) return [`${type}: no such resource`];
      const own = Object.entries(value).filter(([key]) => !metaArguments.includes(key));
      return blockFaults(schema.block, Object.fromEntries(own), `${type}.${id}`);
    }),
  );
  return [...configurations, ...resources];
}

function blockFaults({ attributes = {}, block_types = {} }: SchemaBlock, value: Json, path: string): string[] {
  const given = Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${key}`;
    const [attribute, nested] = [attributes[key], block_types[key]];
    if (nested) return nestedFaults(nested, inner, at);
    if (!attribute) return [`${at}: no such argument`];
    if (!attribute.required && !attribute.optional) return [`${at}: the provider decides it`];
    return typeFaults(attribute.type, inner, at);
  });
  const required = [
    ...Object.entries(attributes).flatMap(([key, { required: must }]) => (must ? [key] : [])),
    ...Object.entries(block_types).flatMap(([key, { min_items: least = 0 }]) => (least > 0 ? [key] : [])),
  ];
  return [...given, ...required.filter((key) => value[key] === undefined).map((key) => `${path}.${key}: missing`)];
}

function nestedFaults(
  { nesting_mode: mode, min_items: least, max_items: most, block }: NestedBlock,
  value: unknown,
  path: string,
) {
  const blocks = (Array.isArray(value) ? value : [value]) as unknown[];
  const single = mode === 'single' || mode === 'group';
  const upper = single ? 1 : most || Infinity;
  const count = blocks.length < (least ?? 0) || blocks.length > upper ? [`${path}: ${blocks.length} blocks`] : [];
  const inside = blocks.flatMap((inner, index) =>
    isObject(inner) ? blockFaults(block, inner, `${path}[${index}]`) : [`${path}[${index}]: not a block`],
  );
  return [...count, ...inside];
}

/** A template may become anything when Terraform evaluates it. */
const isTemplate = (value: unknown): boolean => typeof value === 'string' && value.includes('${');

/** Terraform turns numbers and booleans into text and back (https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion). */
function typeFaults(type: SchemaType, value: unknown, path: string): string[] {
  if (isTemplate(value)) return [];
  if (typeof type === 'string') return isPrimitive(type, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type}`];
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set') {
    if (!Array.isArray(value)) return [`${path}: ${JSON.stringify(value)} is no ${kind}`];
    return value.flatMap((item, index) => typeFaults(inner as SchemaType, item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [`${path}: ${JSON.stringify(value)} is no ${kind}`];
  if (kind === 'map')
    return Object.entries(value).flatMap(([key, item]) => typeFaults(inner as SchemaType, item, `${path}.${key}`));
  return objectFaults(inner as Record<string, SchemaType>, value, path);
}

function objectFaults(types: Record<string, SchemaType>, value: Json, path: string): string[] {
  return Object.entries(value).flatMap(([key, item]) =>
    types[key] ? typeFaults(types[key], item, `${path}.${key}`) : [`${path}.${key}: no such attribute`],
  );
}

function isPrimitive(type: string, value: unknown): boolean {
  switch (type) {
    case 'string':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
    case 'bool':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    default:
      return false;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
