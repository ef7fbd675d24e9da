import * as fc from 'fast-check';
import { z } from 'zod';
import { labJsonSchema } from '../../../lib/model';
import { validDefinition } from './definitions';
import { forms } from './forms';

/** What an editor says of a definition. */
const schema = z.fromJSONSchema(labJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

test.each([
  { nmae: 'lab' },
  { network: { mask: 24 } },
  { services: { a: { type: 'ClusterIp' } } },
  { services: { a: { type: 'NodePort', clusterIp: '10.96.0.100' } } },
  { services: { a: { type: 'ExternalName' } } },
  { workers: {} },
  { workers: 0 },
  { workers: { count: 2, address: '.31' } },
  { workers: [{ xrack: 1 }] },
  { dns: { clusterForwarders: Array(16).fill('9.9.9.9') } },
  { controlPlane: { cpus: 0.5 } },
  { dns: { upstreams: [] } },
])('the JSON Schema refuses %j', (definition) => {
  expect(schema.safeParse(definition).success).toBe(false);
});

test.each([...Object.entries(forms), ['keys of the file’s own', { 'x-rack': 5, workers: [{ 'x-note': null }] }]])(
  'the JSON Schema knows %s',
  (_what, definition) => expect(schema.safeParse(definition).error?.issues).toBeUndefined(),
);

test('the JSON Schema knows every valid definition', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => expect(schema.safeParse(definition).error?.issues).toBeUndefined()),
    { numRuns: 20 },
  );
});
