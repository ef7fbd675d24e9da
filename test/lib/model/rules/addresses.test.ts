import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

const free = '192.168.56.2 is free';
const freeOnLink = '198.51.100.2 is free';

describe('an address outside its network or kept for the network itself', () => {
  const outside = 'is outside the network 192.168.56.0/24';
  const network = 'is the network address of 192.168.56.0/24';
  const broadcast = 'is the broadcast address of 192.168.56.0/24';
  const link = 'is outside the network 198.51.100.0/24';
  test.each<[LabDefinition, string, string, string, string]>([
    [{ controlPlane: { address: '10.0.0.30' } }, 'controlPlane.address', '10.0.0.30', outside, free],
    [{ controlPlane: { address: '192.168.57.1' } }, 'controlPlane.address', '192.168.57.1', outside, free],
    [{ controlPlane: { address: '192.168.55.255' } }, 'controlPlane.address', '192.168.55.255', outside, free],
    [{ controlPlane: { address: '.0' } }, 'controlPlane.address', '192.168.56.0', network, free],
    [{ controlPlane: { address: '192.168.56.255' } }, 'controlPlane.address', '192.168.56.255', broadcast, free],
    [{ workers: [{}, { address: '10.0.0.30' }] }, 'workers[1].address', '10.0.0.30', outside, free],
    [
      { loadBalancer: { pool: '192.168.55.250-192.168.56.8' } },
      'loadBalancer.pool',
      '192.168.55.250',
      outside,
      'write 192.168.56.1-192.168.56.8',
    ],
    [{ workers: [{ address: '.0' }] }, 'workers[0].address', '192.168.56.0', network, free],
    [{ workers: [{ address: '.255' }] }, 'workers[0].address', '192.168.56.255', broadcast, free],
    [{ nameServer: { address: '10.0.0.50' } }, 'nameServer.address', '10.0.0.50', outside, free],
    [{ nameServer: { address: '.0' } }, 'nameServer.address', '192.168.56.0', network, free],
    [{ nameServer: { address: '.255' } }, 'nameServer.address', '192.168.56.255', broadcast, free],
    [{ network: { client: '10.0.0.10' } }, 'network.client', '10.0.0.10', outside, free],
    [{ network: { client: '.255' } }, 'network.client', '192.168.56.255', broadcast, free],
    [{ network: { gateway: '192.168.57.1' } }, 'network.gateway', '192.168.57.1', outside, free],
    [{ network: { gateway: '.0' } }, 'network.gateway', '192.168.56.0', network, free],
    [{ loadBalancer: { pool: '10.0.0.60' } }, 'loadBalancer.pool', '10.0.0.60', outside, free],
    [{ loadBalancer: { pool: '.0' } }, 'loadBalancer.pool', '192.168.56.0', network, free],
    [
      { loadBalancer: { pool: '192.168.56.240/28' } },
      'loadBalancer.pool',
      '192.168.56.255',
      broadcast,
      'write 192.168.56.240-192.168.56.254',
    ],
    [{ internet: { gateway: '192.0.2.1' } }, 'internet.gateway', '192.0.2.1', link, freeOnLink],
    [{ internet: { router: '198.51.101.254' } }, 'internet.router', '198.51.101.254', link, freeOnLink],
    [{ internet: { client: '.0' } }, 'internet.client', '198.51.100.0', 'is the network address of 198.51.100.0/24', freeOnLink],
    [
      { internet: { router: '.255' } },
      'internet.router',
      '198.51.100.255',
      'is the broadcast address of 198.51.100.0/24',
      freeOnLink,
    ],
  ])('is refused in %j', (definition, path, value, reason, remedy) => {
    expect(problemsOf(definition)).toEqual([{ path, value, reason, remedy }]);
  });

  test('is told of the client, every machine and both ends of the pool', () => {
    const problems = problemsOf({
      network: { client: '10.0.0.1' },
      controlPlane: { address: '10.0.0.2' },
      workers: [{ address: '10.0.0.3' }],
      nameServer: { address: '10.0.0.4' },
      loadBalancer: { pool: '10.0.0.5-10.0.0.6' },
      services: {},
    });
    expect(problems.map(({ path, value, reason }) => `${path} ${value} ${reason}`)).toEqual([
      `network.client 10.0.0.1 ${outside}`,
      `controlPlane.address 10.0.0.2 ${outside}`,
      `workers[0].address 10.0.0.3 ${outside}`,
      `nameServer.address 10.0.0.4 ${outside}`,
      `loadBalancer.pool 10.0.0.5 ${outside}`,
      `loadBalancer.pool 10.0.0.6 ${outside}`,
    ]);
  });
});

describe('an address used twice', () => {
  test.each<[LabDefinition, string, string, string, string]>([
    [
      { controlPlane: { address: '.30' }, workers: [{ address: '.30' }] },
      'workers[0].address',
      '192.168.56.30',
      'is the address of controlPlane.address too',
      free,
    ],
    [
      { workers: [{ address: '.40' }, { address: '192.168.56.40' }] },
      'workers[1].address',
      '192.168.56.40',
      'is the address of workers[0].address too',
      free,
    ],
    [
      { controlPlane: { address: '192.168.56.30' }, nameServer: { address: '.30' } },
      'nameServer.address',
      '192.168.56.30',
      'is the address of controlPlane.address too',
      free,
    ],
    [
      { network: { gateway: '.1' }, nameServer: { address: '.1' } },
      'nameServer.address',
      '192.168.56.1',
      'is the address of network.gateway too',
      free,
    ],
    [
      { network: { client: '.10' }, nameServer: { address: '.10' } },
      'nameServer.address',
      '192.168.56.10',
      'is the address of network.client too',
      free,
    ],
    [
      { network: { gateway: '.7', client: '.7' } },
      'network.client',
      '192.168.56.7',
      'is the address of network.gateway too',
      free,
    ],
    [
      { internet: { gateway: '.1', router: '.1' } },
      'internet.router',
      '198.51.100.1',
      'is the address of internet.gateway too',
      freeOnLink,
    ],
    [
      { internet: { router: '.254', client: '.254' } },
      'internet.client',
      '198.51.100.254',
      'is the address of internet.router too',
      freeOnLink,
    ],
  ])('is refused in %j', (definition, path, value, reason, remedy) => {
    expect(problemsOf(definition)).toEqual([{ path, value, reason, remedy }]);
  });

  test('has no free one beside it in a network that is full', () => {
    const definition = {
      network: { cidr: '10.0.0.0/29', gateway: '.1', client: '.2' },
      controlPlane: { address: '.3' },
      workers: [{ address: '.4' }, { address: '.3' }],
      nameServer: { address: '.5' },
      loadBalancer: { pool: '.6' },
    };
    expect(problemsOf(definition)).toEqual([
      { path: 'workers[1].address', value: '10.0.0.3', reason: 'is the address of controlPlane.address too' },
    ]);
  });
});

describe('a pool that holds a host', () => {
  const remedy = 'move the one or the other';
  test.each<[LabDefinition, string, string]>([
    [{ network: { gateway: '.1' }, loadBalancer: { pool: '.1' } }, '192.168.56.1', 'contains network.gateway 192.168.56.1'],
    [{ network: { client: '.10' }, loadBalancer: { pool: '.10' } }, '192.168.56.10', 'contains network.client 192.168.56.10'],
    [
      { controlPlane: { address: '.30' }, loadBalancer: { pool: '.30' } },
      '192.168.56.30',
      'contains controlPlane.address 192.168.56.30',
    ],
    [
      { nameServer: { address: '.60' }, loadBalancer: { pool: '.60' } },
      '192.168.56.60',
      'contains nameServer.address 192.168.56.60',
    ],
  ])('is refused in %j', (definition, value, reason) => {
    expect(problemsOf(definition)).toEqual([{ path: 'loadBalancer.pool', value, reason, remedy }]);
  });

  test('is refused for each of them', () => {
    const definition = {
      workers: [{ address: '.31' }, { address: '.32' }],
      nameServer: { address: '.50' },
      loadBalancer: { pool: '.32-.50' },
    };
    expect(problemsOf(definition)).toEqual([
      {
        path: 'loadBalancer.pool',
        value: '192.168.56.32-192.168.56.50',
        reason: 'contains workers[1].address 192.168.56.32',
        remedy,
      },
      {
        path: 'loadBalancer.pool',
        value: '192.168.56.32-192.168.56.50',
        reason: 'contains nameServer.address 192.168.56.50',
        remedy,
      },
    ]);
  });
});

describe('a MAC address used twice', () => {
  const remedy = 'leave it out, then it follows from the address';
  test('is refused where both are given', () => {
    const mac = '52:54:00:00:00:01';
    expect(problemsOf({ controlPlane: { mac }, nameServer: { mac } })).toEqual([
      { path: 'nameServer.mac', value: mac, reason: 'is the MAC address of controlPlane too', remedy },
    ]);
  });
  test('is refused where one follows from the other machine’s address', () => {
    expect(problemsOf({ workers: [{ mac: '52:54:00:a8:38:1e' }] })).toEqual([
      { path: 'workers[0].mac', value: '52:54:00:a8:38:1e', reason: 'is the MAC address of controlPlane too', remedy },
    ]);
  });
  test('is not told beside an address used twice, from which it follows', () => {
    const definition = { controlPlane: { address: '.30' }, nameServer: { address: '.30' } };
    expect(problemsOf(definition).map(({ path }) => path)).toEqual(['nameServer.address']);
  });
});

describe('space kept for other purposes', () => {
  const reason = 'is kept for other purposes than hosts (RFC 6890)';
  const range = 'use a private range, such as one in 10.0.0.0/8';
  const server = 'use one of 203.0.113.0/24 (RFC 5737)';
  test.each<[LabDefinition, string, string, string]>([
    [{ network: { cidr: '169.254.1.0/24' } }, 'network.cidr', '169.254.1.0/24', range],
    [{ network: { cidr: '224.0.0.0/24' } }, 'network.cidr', '224.0.0.0/24', range],
    [{ cluster: { podCidr: '127.0.0.0/16' } }, 'cluster.podCidr', '127.0.0.0/16', range],
    [{ cluster: { podCidr: '0.0.0.0/8' } }, 'cluster.podCidr', '0.0.0.0/8', range],
    [{ cluster: { serviceCidr: '240.0.0.0/16' } }, 'cluster.serviceCidr', '240.0.0.0/16', range],
    [{ internet: { link: '127.0.0.0/24' } }, 'internet.link', '127.0.0.0/24', range],
    [{ internet: { nameServer: '127.0.0.53' } }, 'internet.nameServer', '127.0.0.53', server],
    [{ internet: { webServer: '0.0.0.0' } }, 'internet.webServer', '0.0.0.0', server],
  ])('is refused in %j', (definition, path, value, remedy) => {
    expect(problemsOf(definition)).toEqual([{ path, value, reason, remedy }]);
  });

  test('is refused where it lies within a range', () => {
    expect(problemsOf({ cluster: { podCidr: '160.0.0.0/4', nodePodPrefix: 20 } })).toEqual([
      { path: 'cluster.podCidr', value: '160.0.0.0/4', reason, remedy: range },
    ]);
  });
});

test('the first and the last host of a network are hosts like others', () => {
  expect(problemsOf({ network: { gateway: '.254', client: '.1' }, controlPlane: { address: '.2' } })).toEqual([]);
});

test('the addresses put forward are taken', () => {
  expect(problemsOf({ controlPlane: { address: '192.168.56.2' } })).toEqual([]);
  expect(problemsOf({ internet: { client: '198.51.100.2' } })).toEqual([]);
});
