import * as fc from 'fast-check';
import { z } from 'zod';
import { labJsonSchema } from '../../lib/model';
import { validDefinition } from './definitions';

/** What an editor says of a definition. */
const schema = z.fromJSONSchema(labJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);

test.each([
  { nmae: 'lab' },
  { network: { mask: 24 } },
  { services: { a: { type: 'ClusterIp' } } },
  { services: { a: { type: 'NodePort', clusterIp: '10.96.0.100' } } },
  { services: { a: { type: 'ExternalName' } } },
  { workers: {} },
  { controlPlane: { cpus: 0.5 } },
  { dns: { upstreams: [] } },
])('the JSON Schema refuses %j', (definition) => {
  expect(schema.safeParse(definition).success).toBe(false);
});

test('the JSON Schema knows every valid definition', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => expect(schema.safeParse(definition).error?.issues).toBeUndefined()),
    { numRuns: 20 },
  );
});
