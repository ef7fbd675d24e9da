import { type LabDefinition, resolveLab } from '../../../../lib/model';
import { problemsOf } from '../problems';

const workers = (count: number) => Array.from({ length: count }, (_, index) => ({ address: `.${100 + index}` }));

test.each([0, 21])('%i workers are refused', (count) => {
  expect(problemsOf({ workers: workers(count) })).toEqual([{ path: 'workers', value: String(count), reason: 'must be 1 to 20' }]);
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
    expect(problemsOf(definition)).toEqual([{ path: 'cluster.podCidr', value, reason, remedy }]);
  });

  test('is taken with exactly as many ranges as nodes, and the first that stays unused', () => {
    expect(problemsOf({ cluster: { podCidr: '10.0.0.0/22' } })).toEqual([]);
    expect(problemsOf({ cluster: { podCidr: '20.0.0.0/8', nodePodPrefix: 24 } })).toEqual([]);
  });
});

describe('a node’s range of pod addresses', () => {
  const replicas = (count: number): LabDefinition => ({
    cluster: { podCidr: '10.0.0.0/24', nodePodPrefix: 28 },
    workloads: { web: { kind: 'api-tester', replicas: count } },
    services: {},
  });
  test('is refused where it has too few', () => {
    expect(problemsOf(replicas(19))).toEqual([
      {
        path: 'cluster.nodePodPrefix',
        value: '28',
        reason: "leaves 13 pod addresses on each node; 19 replicas and the system's pods need 14 on each of 2 workers",
        remedy: 'use a smaller number, or fewer replicas',
      },
    ]);
  });
  test('is taken where it has just enough', () => {
    expect(problemsOf(replicas(18))).toEqual([]);
  });
});

describe('a service network', () => {
  const services = (count: number): LabDefinition => ({
    cluster: { serviceCidr: '10.43.0.0/28' },
    services: Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, { type: 'NodePort' as const }])),
  });
  test('is refused where it has too few addresses', () => {
    expect(problemsOf(services(12))).toEqual([
      {
        path: 'cluster.serviceCidr',
        value: '10.43.0.0/28',
        reason: 'has 14 addresses for Services; 15 are needed',
        remedy: 'make it larger',
      },
    ]);
  });
  test('is taken where it has just enough', () => {
    expect(problemsOf(services(11))).toEqual([]);
  });
});

describe('a control plane’s memory', () => {
  test.each(['384 MiB', '1 GiB', '1791 MiB'])('is refused where kubeadm would refuse it later: %s', (memory) => {
    expect(problemsOf({ controlPlane: { memory } })).toEqual([
      {
        path: 'controlPlane.memory',
        value: memory,
        reason:
          'is too little: kubeadm\'s check "Mem" wants 1700 MiB besides the kernel\'s own, so a control plane needs at least 1792 MiB',
        remedy: 'write 1792 MiB',
      },
    ]);
  });
  test('is taken where it is just enough, and other machines need less', () => {
    expect(problemsOf({ controlPlane: { memory: '1792 MiB' }, workers: [{ memory: '1 GiB' }] })).toEqual([]);
  });
});

describe('the pods of one kubelet', () => {
  const pods = (replicas: number, count: number): LabDefinition => ({
    workers: workers(count),
    workloads: { web: { kind: 'api-tester', replicas }, shop: { kind: 'api-tester', replicas: 4 } },
    services: {},
  });
  test('are refused where there are too many', () => {
    expect(problemsOf(pods(100, 1))).toEqual([
      {
        path: 'workloads',
        value: '',
        reason: '104 replicas and 7 other pods are 111 on each of 1 workers, where kubelet takes at most 110',
        remedy: 'use at most 103 replicas, or more workers',
      },
    ]);
  });
  test('are taken where they are just few enough, or there are more workers', () => {
    expect(problemsOf(pods(99, 1))).toEqual([]);
    expect(problemsOf(pods(100, 2))).toEqual([]);
  });
});

describe('the servers that CoreDNS asks', () => {
  const forwarders = (count: number): LabDefinition => ({
    dns: { clusterForwarders: ['.50', ...Array.from({ length: count - 1 }, (_, index) => `192.0.2.${index + 1}`)] },
  });
  test('are refused where there are sixteen', () => {
    expect(problemsOf(forwarders(16))).toEqual([
      {
        path: 'dns.clusterForwarders',
        value: '',
        reason: 'has 16 servers; CoreDNS takes at most 15',
        remedy: 'leave some out: it asks them in this order, the next one only where one does not answer',
      },
    ]);
  });
  test('are taken where there are fifteen', () => expect(problemsOf(forwarders(15))).toEqual([]));
});

describe('the web sites of the simulated internet', () => {
  const sites = (count: number, kind?: 'uplink'): LabDefinition => ({
    // The default lab's ExternalName is one more.
    internet: { sites: Array.from({ length: count - 1 }, (_, index) => `shop-${index}.example`), ...(kind && { kind }) },
  });
  test('are refused where there are too many', () => {
    expect(problemsOf(sites(300))).toEqual([
      {
        path: 'internet.sites',
        value: '',
        reason:
          'the simulated internet has 300 web sites, those of ExternalName Services among them, and takes at most 32: each is a program of its own',
        remedy: 'name fewer, or use internet.kind: uplink',
      },
    ]);
  });
  test('are taken where there are just few enough, or they are the real ones', () => {
    expect(problemsOf(sites(32))).toEqual([]);
    expect(problemsOf(sites(300, 'uplink'))).toEqual([]);
  });
});
