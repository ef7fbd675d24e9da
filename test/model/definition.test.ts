import * as fc from 'fast-check';
import { z } from 'zod';
import { labJsonSchema } from '../../lib/model';
import { validDefinition } from './definitions';

interface Schema {
  readonly description?: string;
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

/** Every key an editor can put forward, with its path. */
function keysOf(schema: Schema, path = ''): [string, Schema][] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, part]): [string, Schema][] => [
      [`${path}${key}`, part],
      ...keysOf(part, `${path}${key}.`),
    ]),
    ...(typeof schema.additionalProperties === 'object' ? keysOf(schema.additionalProperties, `${path}*.`) : []),
    ...(schema.items ? keysOf(schema.items, `${path}[].`) : []),
    ...(schema.oneOf ?? []).flatMap((form) => keysOf(form, path)),
  ];
}

const schema = labJsonSchema() as Schema;

test('every key says what it means, to whoever completes it in an editor', () => {
  const silent = keysOf(schema).filter(([, part]) => part.const === undefined && !part.description);
  expect(silent.map(([path]) => path)).toEqual([]);
  expect(keysOf(schema).length).toBeGreaterThan(60);
});

test('the JSON Schema knows every valid definition', () => {
  const check = z.fromJSONSchema(labJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  fc.assert(
    fc.property(validDefinition, (definition) => expect(check.safeParse(definition).error?.issues).toBeUndefined()),
    { numRuns: 20 },
  );
});

test.each([{ nmae: 'lab' }, { network: { mask: 24 } }, { services: { a: { type: 'ClusterIp' } } }, { workers: {} }, { controlPlane: { cpus: 0.5 } }])(
  'the JSON Schema refuses %j',
  (definition) => {
    const check = z.fromJSONSchema(labJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(check.safeParse(definition).success).toBe(false);
  },
);
