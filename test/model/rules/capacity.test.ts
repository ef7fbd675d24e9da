import { type LabDefinition, resolveLab } from '../../../lib/model';
import { faultsOf } from '../faults';

const workers = (count: number) => Array.from({ length: count }, (_, index) => ({ address: `.${100 + index}` }));

test.each([0, 21])('%i workers are refused', (count) => {
  expect(faultsOf({ workers: workers(count) })).toEqual([{ path: 'workers', value: String(count), reason: 'must be 1 to 20' }]);
});

test.each([1, 20])('%i workers are taken', (count) => {
  expect(resolveLab({ workers: workers(count) }).workers).toHaveLength(count);
});

describe('a pod network', () => {
  test.each<[LabDefinition, string, string, string]>([
    [
      { cluster: { podCidr: '10.0.0.0/23' } },
      '10.0.0.0/23',
      'has 1 node ranges of /24 besides its first; 3 nodes need one each',
      'make it 10.0.0.0/22 or larger, or its node ranges smaller',
    ],
    [
      { cluster: { podCidr: '10.0.1.0/24' } },
      '10.0.1.0/24',
      'has 0 node ranges of /24 besides its first; 3 nodes need one each',
      'make it 10.0.0.0/22 or larger, or its node ranges smaller',
    ],
    [
      { cluster: { podCidr: '10.0.0.0/25' } },
      '10.0.0.0/25',
      'has 0 node ranges of /24 besides its first; 3 nodes need one each',
      'make it 10.0.0.0/22 or larger, or its node ranges smaller',
    ],
    [
      { cluster: { podCidr: '10.0.0.0/22' }, workers: workers(3) },
      '10.0.0.0/22',
      'has 3 node ranges of /24 besides its first; 4 nodes need one each',
      'make it 10.0.0.0/21 or larger, or its node ranges smaller',
    ],
    [
      { cluster: { podCidr: '20.0.0.0/8', nodePodPrefix: 25 } },
      '20.0.0.0/8',
      'has more than 2^16 node ranges of /25, the most Kubernetes takes',
      'write 20.0.0.0/9 or smaller',
    ],
  ])('is refused in %j', (definition, value, reason, remedy) => {
    expect(faultsOf(definition)).toEqual([{ path: 'cluster.podCidr', value, reason, remedy }]);
  });

  test('is taken with exactly as many ranges as nodes, and the first that stays unused', () => {
    expect(faultsOf({ cluster: { podCidr: '10.0.0.0/22' } })).toEqual([]);
    expect(faultsOf({ cluster: { podCidr: '20.0.0.0/8', nodePodPrefix: 24 } })).toEqual([]);
  });
});

describe('a node’s range of pod addresses', () => {
  const replicas = (count: number): LabDefinition => ({
    cluster: { podCidr: '10.0.0.0/24', nodePodPrefix: 28 },
    workloads: { web: { kind: 'api-tester', replicas: count } },
    services: {},
  });
  test('is refused where it has too few', () => {
    expect(faultsOf(replicas(19))).toEqual([
      {
        path: 'cluster.nodePodPrefix',
        value: '28',
        reason: "leaves 13 pod addresses on each node; 19 replicas and the system's pods need 14 on each of 2 workers",
        remedy: 'use a smaller number, or fewer replicas',
      },
    ]);
  });
  test('is taken where it has just enough', () => {
    expect(faultsOf(replicas(18))).toEqual([]);
  });
});

describe('a service network', () => {
  const services = (count: number): LabDefinition => ({
    cluster: { serviceCidr: '10.43.0.0/28' },
    services: Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, { type: 'NodePort' as const }])),
  });
  test('is refused where it has too few addresses', () => {
    expect(faultsOf(services(12))).toEqual([
      {
        path: 'cluster.serviceCidr',
        value: '10.43.0.0/28',
        reason: 'has 14 addresses for Services; 15 are needed',
        remedy: 'make it larger',
      },
    ]);
  });
  test('is taken where it has just enough', () => {
    expect(faultsOf(services(11))).toEqual([]);
  });
});
