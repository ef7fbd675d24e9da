import { reduceSchema } from '../../../dev/provider-schemas/reduce-schema';
import type { NestedBlock, SchemaBlock } from '../../../dev/provider-schemas/provider-schema';

const list = (block: SchemaBlock, min_items?: number): NestedBlock => ({
  nesting_mode: 'list',
  block,
  ...(min_items && { min_items }),
});
const text = { type: 'string', optional: true, description: 'What it is.' };
const schema = {
  provider: { block: { attributes: { host: text } } },
  resource_schemas: {
    kubernetes_service: {
      block: {
        attributes: { id: text },
        block_types: {
          spec: list({
            attributes: { type: text },
            block_types: { port: list({ attributes: { port: text } }), unused: list({}) },
          }),
          must: list({ attributes: { name: text } }, 1),
          timeouts: list({}),
        },
      },
    },
    kubernetes_teapot: { block: {} },
  },
};
const reduced = reduceSchema(schema, { resource: { kubernetes_service: { one: { spec: { port: [{ port: 80 }] } } } } });

test('refuses a resource that the provider does not have', () => {
  expect(() => reduceSchema(schema, { resource: { kubernetes_kettle: {} } })).toThrow('no resource kubernetes_kettle');
});

test('keeps the types of resources that are used, and the provider’s own settings', () => {
  expect(Object.keys(reduced.resource_schemas)).toEqual(['kubernetes_service']);
  expect(reduced.provider.block).toEqual({ attributes: { host: { type: 'string', optional: true } } });
});

test('keeps blocks that are used or must be there, each with all of its attributes', () => {
  const { block_types: blocks } = reduced.resource_schemas.kubernetes_service!.block;
  expect(Object.keys(blocks!)).toEqual(['spec', 'must']);
  expect(blocks!.must!.block.attributes).toEqual({ name: { type: 'string', optional: true } });
  expect(blocks!.spec!.block).toEqual({
    attributes: { type: { type: 'string', optional: true } },
    block_types: { port: { nesting_mode: 'list', block: { attributes: { port: { type: 'string', optional: true } } } } },
  });
});
