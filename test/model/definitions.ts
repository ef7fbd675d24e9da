import * as fc from 'fast-check';
import type { LabDefinition } from '../../lib/model';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const count = (max: number) => fc.integer({ min: 1, max });

/** Hosts of a /24 other than its ends and the gateway, all different: client, control plane, name server, pool, workers. */
const offsets = fc.uniqueArray(fc.integer({ min: 2, max: 254 }), { minLength: 5, maxLength: 24 });

/** Definitions made of parts that go together: private ranges apart from one another, names and addresses used once. */
export const validDefinition: fc.Arbitrary<LabDefinition> = fc
  .record({
    name: label,
    third: fc.nat(255),
    offsets,
    podSecond: fc.nat(15),
    podPrefix: fc.integer({ min: 12, max: 16 }),
    nodePodPrefix: fc.integer({ min: 22, max: 28 }),
    servicePrefix: fc.integer({ min: 12, max: 28 }),
    zone: fc.tuple(label, label).map((labels) => `${labels.join('.')}.internal`),
    records: fc.dictionary(
      label,
      fc.integer({ min: 2, max: 254 }).map((offset) => `.${offset}`),
      { noNullPrototype: true },
    ),
    nodePort: fc.integer({ min: 30000, max: 32767 }),
    replicas: count(20),
    sizes: fc.record({
      cpus: count(64),
      memoryMiB: fc.integer({ min: 384, max: 8192 }),
      diskGiB: fc.integer({ min: 10, max: 100 }),
    }),
  })
  .map((parts) => {
    const [client, controlPlane, nameServer, pool, ...workers] = parts.offsets.map((offset) => `.${offset}`);
    return {
      name: parts.name,
      network: { cidr: `192.168.${parts.third}.0/24`, client },
      controlPlane: { address: controlPlane, ...parts.sizes },
      workers: workers.map((address) => ({ address, ...parts.sizes })),
      nameServer: { address: nameServer },
      cluster: {
        podCidr: `10.${parts.podSecond * 16}.0.0/${parts.podPrefix}`,
        nodePodPrefix: parts.nodePodPrefix,
        serviceCidr: `172.16.0.0/${parts.servicePrefix}`,
      },
      dns: { zone: parts.zone, records: parts.records },
      loadBalancer: { pool },
      apiTester: { nodePort: parts.nodePort, replicas: parts.replicas },
      db: { replicas: parts.replicas },
    };
  });
