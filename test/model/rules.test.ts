import { resolveLab, warnings } from '../../lib/model';
import { faultsOf } from './faults';

const workers = (count: number) => Array.from({ length: count }, (_, index) => ({ address: `.${100 + index}` }));
const bandRemedy = 'use 10.96.0.100, which is in the range kept for fixed addresses (KEP-3070)';

describe('overlapping ranges', () => {
  const remedy = 'choose ranges that share no address';
  test('fails where pods and Services share addresses', () => {
    expect(faultsOf({ cluster: { podCidr: '10.96.0.0/16' } })).toEqual([
      { path: 'cluster.serviceCidr', value: '10.96.0.0/12', reason: 'overlaps cluster.podCidr 10.96.0.0/16', remedy },
    ]);
  });
  test('fails where the machines’ network lies in the pod network', () => {
    expect(faultsOf({ cluster: { podCidr: '192.168.0.0/16' } })).toEqual([
      { path: 'cluster.podCidr', value: '192.168.0.0/16', reason: 'overlaps network.cidr 192.168.56.0/24', remedy },
    ]);
  });
  test('fails for each pair of three equal ranges', () => {
    const faults = faultsOf({
      network: { cidr: '10.0.0.0/16' },
      cluster: { podCidr: '10.0.0.0/16', serviceCidr: '10.0.0.0/16' },
    });
    expect(faults.filter(({ reason }) => reason.startsWith('overlaps')).map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'cluster.podCidr overlaps network.cidr 10.0.0.0/16',
      'cluster.serviceCidr overlaps network.cidr 10.0.0.0/16',
      'cluster.serviceCidr overlaps cluster.podCidr 10.0.0.0/16',
    ]);
  });
  test('numbers count, not text: 10.0.2.0/23 and 10.0.20.0/24 share nothing', () => {
    expect(faultsOf({ network: { cidr: '10.0.20.0/24' }, cluster: { serviceCidr: '10.0.2.0/23' } })).toEqual([]);
    expect(faultsOf({ network: { cidr: '10.0.3.0/24' }, cluster: { serviceCidr: '10.0.2.0/23' } })).toHaveLength(1);
  });
});

describe('addresses outside their network', () => {
  test.each([
    ['10.0.0.30', 'is outside the network 192.168.56.0/24'],
    ['192.168.57.1', 'is outside the network 192.168.56.0/24'],
    ['192.168.56.0', 'is the network address of 192.168.56.0/24'],
    ['192.168.56.255', 'is the broadcast address of 192.168.56.0/24'],
  ])('fails for a machine at %s', (address, reason) => {
    expect(faultsOf({ controlPlane: { address } })).toEqual([{ path: 'control-plane.address', value: address, reason }]);
  });
  test('fails for the client, every machine and both ends of the pool', () => {
    const faults = faultsOf({
      network: { client: '10.0.0.1' },
      controlPlane: { address: '10.0.0.2' },
      workers: [{ address: '10.0.0.3' }],
      nameServer: { address: '10.0.0.4' },
      loadBalancer: { pool: '10.0.0.5-10.0.0.6' },
    });
    expect(faults.map(({ path, value }) => [path, value])).toEqual([
      ['network.client', '10.0.0.1'],
      ['control-plane.address', '10.0.0.2'],
      ['worker-1.address', '10.0.0.3'],
      ['name-server.address', '10.0.0.4'],
      ['loadBalancer.pool', '10.0.0.5'],
      ['loadBalancer.pool', '10.0.0.6'],
    ]);
  });
});

describe('duplicates', () => {
  test('fails for two machines of one name', () => {
    expect(faultsOf({ workers: [{ name: 'a' }, { name: 'a' }] })).toEqual([
      { path: 'worker at 192.168.56.32', value: 'a', reason: 'is the name of another machine too' },
    ]);
  });
  test('fails for a worker called like the name server', () => {
    expect(faultsOf({ workers: [{ name: 'name-server' }] })).toEqual([
      { path: 'name-server at 192.168.56.50', value: 'name-server', reason: 'is the name of another machine too' },
    ]);
  });
  test.each([
    ['another machine', { workers: [{ address: '.30' }] }, 'worker-1.address', '192.168.56.30'],
    ['the gateway', { nameServer: { address: '.1' } }, 'name-server.address', '192.168.56.1'],
    ['the client', { nameServer: { address: '.10' } }, 'name-server.address', '192.168.56.10'],
  ])('fails for an address that is that of %s', (_whose, definition, path, value) => {
    expect(faultsOf(definition)).toContainEqual({ path, value, reason: 'is used twice' });
  });
  test('fails for a pool that holds machines, naming each', () => {
    expect(
      faultsOf({ loadBalancer: { pool: '.31-.50' } }).map(({ path, value, reason }) => `${path} ${value}: ${reason}`),
    ).toEqual([
      'loadBalancer.pool 192.168.56.31-192.168.56.50: contains worker-1.address 192.168.56.31',
      'loadBalancer.pool 192.168.56.31-192.168.56.50: contains worker-2.address 192.168.56.32',
      'loadBalancer.pool 192.168.56.31-192.168.56.50: contains name-server.address 192.168.56.50',
    ]);
  });
});

test.each([0, 21])('fails for %i workers', (count) => {
  expect(faultsOf({ workers: workers(count) })).toEqual([{ path: 'workers', value: String(count), reason: 'must be 1 to 20' }]);
});

test.each([1, 20])('takes %i workers', (count) => {
  expect(resolveLab({ workers: workers(count) }).workers).toHaveLength(count);
});

describe('the fixed address of api-tester', () => {
  test.each([
    ['10.96.0.1', 'is the address Kubernetes keeps for its own Service "kubernetes"'],
    ['10.96.0.10', 'is the address of the cluster DNS'],
    ['10.96.0.0', 'is the first or last address of the service network'],
    ['10.111.255.255', 'is the first or last address of the service network'],
    ['10.112.0.0', 'is outside the service network 10.96.0.0/12'],
    ['192.168.56.60', 'is outside the service network 10.96.0.0/12'],
  ])('fails for %s, says why and suggests a free one', (clusterIp, reason) => {
    expect(faultsOf({ apiTester: { clusterIp } })).toEqual([
      { path: 'apiTester.clusterIp', value: clusterIp, reason, remedy: bandRemedy },
    ]);
  });
  test('the address suggested is taken', () => {
    expect(faultsOf({ apiTester: { clusterIp: '10.96.0.100' } })).toEqual([]);
  });
  test('the address suggested lies in the band of a small service network', () => {
    expect(faultsOf({ cluster: { serviceCidr: '10.43.0.0/24' }, apiTester: { clusterIp: '10.43.0.1' } })[0]?.remedy).toMatch(
      /^use 10\.43\.0\.16,/,
    );
  });
});

test.each([80, 29999, 32768, 30080.5])('fails for node port %p', (nodePort) => {
  expect(faultsOf({ apiTester: { nodePort } })).toEqual([
    {
      path: 'apiTester.nodePort',
      value: String(nodePort),
      reason: 'is outside 30000-32767',
      remedy: 'use 30000 to 30085, the range kept for fixed ports (KEP-3668)',
    },
  ]);
});

test.each([30000, 32767])('takes node port %i', (nodePort) => {
  expect(faultsOf({ apiTester: { nodePort } })).toEqual([]);
});

describe('room for pods', () => {
  test.each([
    ['10.0.0.0/23', 24, 'has 1 node ranges of /24 besides its first; 3 nodes need one each'],
    ['10.0.0.0/24', 24, 'has 0 node ranges of /24 besides its first; 3 nodes need one each'],
    ['10.0.0.0/25', 24, 'has 0 node ranges of /24 besides its first; 3 nodes need one each'],
  ])('fails for %s in ranges of /%i', (podCidr, nodePodPrefix, reason) => {
    expect(faultsOf({ cluster: { podCidr, nodePodPrefix } })).toEqual([{ path: 'cluster.podCidr', value: podCidr, reason }]);
  });
  test('takes exactly as many ranges as nodes, and the first that stays unused', () => {
    expect(faultsOf({ cluster: { podCidr: '10.0.0.0/22' } })).toEqual([]);
  });
});

describe('DNS loops', () => {
  const reason = 'leads back to the servers that would ask it: a DNS loop';
  test.each([
    ['the cluster DNS', '10.96.0.10'],
    ['a pod', '20.96.1.5'],
    ['the name server itself', '192.168.56.50'],
    ['a node', '192.168.56.31'],
  ])('fails where the name server asks %s', (_whom, address) => {
    expect(faultsOf({ dns: { upstreams: [address] } })).toEqual([{ path: 'dns.upstreams', value: address, reason }]);
  });
  test.each([
    ['itself', '10.96.0.10'],
    ['a pod', '20.96.1.5'],
    ['a node', '192.168.56.30'],
  ])('fails where the cluster asks %s', (_whom, address) => {
    expect(faultsOf({ dns: { clusterForwarders: [address] } })).toEqual([
      { path: 'dns.clusterForwarders', value: address, reason },
    ]);
  });
  test('the cluster may ask the name server, the gateway or a server outside', () => {
    expect(faultsOf({ dns: { clusterForwarders: ['.50', '.1', '203.0.113.53'] } })).toEqual([]);
  });
});

test.each([
  ['cluster.local', 'cluster.local'],
  ['company.cluster.local', 'cluster.local'],
  ['internal', 'cluster.internal'],
])('fails for the zone %s beside the cluster domain %s', (zone, dnsDomain) => {
  expect(faultsOf({ dns: { zone }, cluster: { dnsDomain } })).toEqual([
    {
      path: 'dns.zone',
      value: zone,
      reason: `and the cluster domain ${dnsDomain} hide each other's names`,
      remedy: 'choose a zone outside it',
    },
  ]);
});

test('a zone that only ends in the same letters hides nothing', () => {
  expect(faultsOf({ dns: { zone: 'mycluster.local' } })).toEqual([]);
});

describe('warnings', () => {
  test('the lesson’s pod network is public space, and that is said', () => {
    expect(warnings(resolveLab())).toEqual([
      'cluster.podCidr 20.96.0.0/12 is public address space: the lab cannot reach the real hosts from 20.96.0.0 to 20.111.255.255',
    ]);
  });
  test.each(['10.0.0.0/16', '172.16.0.0/12', '100.64.0.0/10'])('none for pods on %s', (podCidr) => {
    expect(warnings(resolveLab({ cluster: { podCidr } }))).toEqual([]);
  });
  test.each(['172.32.0.0/16', '11.0.0.0/8', '100.128.0.0/16', '172.0.0.0/8'])('one for pods on %s', (podCidr) => {
    expect(warnings(resolveLab({ cluster: { podCidr } }))).toHaveLength(1);
  });
});

describe('the simulated internet', () => {
  test.each([
    ['network.cidr', { network: { cidr: '198.51.100.0/24' } }, '198.51.100.0/24'],
    ['cluster.serviceCidr', { cluster: { serviceCidr: '203.0.113.0/24' } }, '203.0.113.0/24'],
  ])('fails where %s takes its addresses', (path, definition, value) => {
    const reason = `overlaps ${value}, which the lab's simulated internet uses`;
    expect(faultsOf(definition)).toContainEqual({ path, value, reason });
  });
});
