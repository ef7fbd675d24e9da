import { labJsonSchema } from './definition';

type Key = PropertyKey;

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
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
    const properties: JsonSchema['properties'] = found.properties ?? allProperties(found.oneOf ?? found.anyOf);
    const items: JsonSchema | undefined = found.items ?? found.anyOf?.find((form) => form.items)?.items;
    found = typeof key === 'number' ? items : (properties[String(key)] ?? (typeof more === 'object' ? more : undefined));
  }
  if (found?.anyOf) return { ...found, properties: allProperties(found.anyOf) };
  return found?.oneOf ? found.oneOf.find(({ properties }) => properties?.type?.const === type) : found;
}

const allProperties = (forms: readonly JsonSchema[] = []): Readonly<Record<string, JsonSchema>> =>
  Object.assign({}, ...forms.map(({ properties }) => properties));

/** The keys a mapping at this place may have. */
export const knownKeys = (path: readonly Key[], input: unknown): string[] =>
  Object.keys(schemaAt(path, (input as { type?: unknown } | undefined)?.type)?.properties ?? {});

/** Values as the one at this place may be. */
export const examplesAt = (path: readonly Key[]): readonly unknown[] => schemaAt(path)?.examples ?? [];
