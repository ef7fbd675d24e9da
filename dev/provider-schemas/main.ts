/*
 * Keeps of a Kubernetes provider's schema what the stacks use, for the fast tests:
 *   terraform providers schema -json | npm run --silent provider-schemas > test/stacks/schemas/kubernetes-VERSION.json
 */
import { readFileSync } from 'node:fs';
import { resolveLab } from '../../lib/model';
import { synthesizeLab } from '../../stacks/synthesize';
import type { ProviderSchema } from './provider-schema';
import { reduceSchema } from './reduce-schema';

const { provider_schemas: schemas } = JSON.parse(readFileSync(0, 'utf8')) as {
  provider_schemas: Record<string, ProviderSchema>;
};
const source = Object.keys(schemas).find((name) => name.endsWith('/hashicorp/kubernetes'));
if (!source) throw new Error('there is no schema of hashicorp/kubernetes');
const reduced = reduceSchema(schemas[source]!, JSON.parse(synthesizeLab(resolveLab()).services));
console.log(JSON.stringify(reduced, null, 1));
