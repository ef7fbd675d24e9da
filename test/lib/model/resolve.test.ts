import * as fc from 'fast-check';
import {
  DefinitionError,
  definitionOf,
  type Lab,
  type LabDefinition,
  machines,
  nodePodCidr,
  nodes,
  resolveLab,
  warnings,
} from '../../../lib/model';
import { validDefinition } from './definitions';
import { problemsOf } from './problems';

describe('without a definition, the lab is the lesson’s', () => {
  const lab = resolveLab();

  test.each([
    ['control-plane', 'control-plane', '192.168.56.30', '52:54:00:a8:38:1e', 2, 3072],
    ['worker-1', 'worker', '192.168.56.31', '52:54:00:a8:38:1f', 1, 2048],
    ['worker-2', 'worker', '192.168.56.32', '52:54:00:a8:38:20', 1, 2048],
    ['name-server', 'name-server', '192.168.56.50', '52:54:00:a8:38:32', 1, 512],
  ])('the machine %s is a %s at %s (%s) with %i CPUs and %i MiB', (name, role, address, mac, cpus, memoryMiB) => {
    const machine = machines(lab).find((candidate) => candidate.name === name)!;
    expect({ ...machine, address: String(machine.address) }).toEqual({
      name,
      role,
      address,
      mac,
      cpus,
      memoryMiB,
      diskMiB: 10240,
    });
  });

  const values: [string, string, (lab: Lab) => unknown][] = [
    ['the network', '192.168.56.0/24', ({ network }) => network.cidr],
    ['the gateway', '192.168.56.1', ({ network }) => network.gateway],
    ['the client on the network', '192.168.56.10', ({ network }) => network.client],
    ['the load balancer’s pool', '192.168.56.60', ({ loadBalancer }) => loadBalancer.pool],
    ['the service network', '10.96.0.0/12', ({ cluster }) => cluster.serviceCidr],
    ['the pod network', '20.96.0.0/12', ({ cluster }) => cluster.podCidr],
    ['the API’s service address', '10.96.0.1', ({ cluster }) => cluster.apiServiceAddress],
    ['the cluster DNS', '10.96.0.10', ({ cluster }) => cluster.dnsServiceAddress],
    ['the cluster domain', 'cluster.local', ({ cluster }) => cluster.dnsDomain],
    ['the lab', 'lesson', ({ name }) => name],
  ];
  test.each(values)('%s is %s', (_what, expected, get) => expect(String(get(lab))).toBe(expected));

  test('nothing is said about where it runs', () => {
    expect(lab.hypervisor).toEqual({ uri: undefined, acceleration: undefined, storage: undefined });
  });
});

describe('refusals', () => {
  const prefix = { reason: 'must have a prefix length from 8 to 29', remedy: 'a /24 is usual' };
  const cpus = { reason: 'must be a whole number from 1 to 64' };
  test.each<[LabDefinition, string, string, { reason: string; remedy?: string }]>([
    [{ name: 'thirteen-char' }, 'name', 'thirteen-char', { reason: "has 13 characters; a lab's name has at most 12" }],
    [{ name: 'Lesson' }, 'name', 'Lesson', { reason: 'has upper-case letters', remedy: 'write lesson' }],
    [{ name: '' }, 'name', '""', { reason: 'has an empty label' }],
    [
      { name: 'my lab' },
      'name',
      'my lab',
      { reason: 'has the label "my lab"; a label is letters, digits and hyphens, with no hyphen at either end' },
    ],
    [
      { network: { cidr: '192.168.56.1/24' } },
      'network.cidr',
      '192.168.56.1/24',
      { reason: 'has host bits set', remedy: 'write 192.168.56.0/24' },
    ],
    [{ network: { cidr: '192.168.56.0/30' } }, 'network.cidr', '192.168.56.0/30', prefix],
    [{ network: { cidr: '192.168.56.1/32' } }, 'network.cidr', '192.168.56.1/32', prefix],
    [{ network: { cidr: '10.0.0.0/7' } }, 'network.cidr', '10.0.0.0/7', prefix],
    [{ network: { cidr: '192.168.56.0/33' } }, 'network.cidr', '192.168.56.0/33', { reason: 'has a prefix length above 32' }],
    [
      { network: { cidr: 'fd00:56::/64' } },
      'network.cidr',
      'fd00:56::',
      { reason: 'is an IPv6 address; this lab is IPv4 for now', remedy: 'write an IPv4 address' },
    ],
    [
      { network: { gateway: '192.168.056.1' } },
      'network.gateway',
      '192.168.056.1',
      { reason: 'has an octet with a leading zero', remedy: 'write 192.168.56.1' },
    ],
    [
      { network: { client: '.300' } },
      'network.client',
      '.300',
      { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' },
    ],
    [
      { nameServer: { address: '.256' } },
      'nameServer.address',
      '.256',
      { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' },
    ],
    [
      { workers: [{ address: '192.168.056.31' }] },
      'workers[0].address',
      '192.168.056.31',
      { reason: 'has an octet with a leading zero', remedy: 'write 192.168.56.31' },
    ],
    [
      { workers: [{ address: 'worker-1' }] },
      'workers[0].address',
      'worker-1',
      { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' },
    ],
    [
      { workers: [{ name: 'Worker-1' }] },
      'workers[0].name',
      'Worker-1',
      { reason: 'has upper-case letters', remedy: 'write worker-1' },
    ],
    [
      { workers: [{}, { name: 'a'.repeat(64) }] },
      'workers[1].name',
      'a'.repeat(64),
      { reason: 'has a label of 64 characters; a label has at most 63' },
    ],
    [
      { nameServer: { mac: '52-54-00-A8-38-32' } },
      'nameServer.mac',
      '52-54-00-A8-38-32',
      { reason: 'is not in its plain form', remedy: 'write 52:54:00:a8:38:32' },
    ],
    [{ controlPlane: { cpus: 0 } }, 'controlPlane.cpus', '0', cpus],
    [{ controlPlane: { cpus: 65 } }, 'controlPlane.cpus', '65', cpus],
    [{ controlPlane: { cpus: 1.5 } }, 'controlPlane.cpus', '1.5', cpus],
    [
      { nameServer: { memory: '64 MiB' } },
      'nameServer.memory',
      '64 MiB',
      { reason: 'is too little: a machine needs at least 384 MiB', remedy: 'write 384 MiB' },
    ],
    [
      { nameServer: { memory: '2 GB' } },
      'nameServer.memory',
      '2 GB',
      { reason: 'has a unit that is read in two ways', remedy: 'write 2 GiB' },
    ],
    [{ nameServer: { memory: '65 TiB' } }, 'nameServer.memory', '65 TiB', { reason: 'is more than 64 TiB' }],
    [
      { workers: [{ disk: '5 GiB' }] },
      'workers[0].disk',
      '5 GiB',
      { reason: 'is too little: a machine needs at least 10 GiB', remedy: 'write 10 GiB' },
    ],
    [
      { cluster: { podCidr: '10.0.0.1/12' } },
      'cluster.podCidr',
      '10.0.0.1/12',
      { reason: 'has host bits set', remedy: 'write 10.0.0.0/12' },
    ],
    [{ cluster: { nodePodPrefix: 29 } }, 'cluster.nodePodPrefix', '29', { reason: 'must be a whole number from 16 to 28' }],
    [{ cluster: { nodePodPrefix: 15 } }, 'cluster.nodePodPrefix', '15', { reason: 'must be a whole number from 16 to 28' }],
    [
      { cluster: { serviceCidr: '10.0.0.0/29' } },
      'cluster.serviceCidr',
      '10.0.0.0/29',
      { reason: 'has too few addresses; a /28 is the least' },
    ],
    [
      { cluster: { serviceCidr: '10.0.0.0/8' } },
      'cluster.serviceCidr',
      '10.0.0.0/8',
      { reason: 'is larger than Kubernetes takes; a /12 is the most', remedy: 'write 10.0.0.0/12' },
    ],
    [
      { cluster: { dnsDomain: 'cluster..local' } },
      'cluster.dnsDomain',
      'cluster..local',
      { reason: 'has an empty label', remedy: 'write cluster.local' },
    ],
    [
      { loadBalancer: { pool: '.69-.60' } },
      'loadBalancer.pool',
      '192.168.56.69-192.168.56.60',
      { reason: 'ends before it begins', remedy: 'write 192.168.56.60-192.168.56.69' },
    ],
  ])('fails for %j', (definition, path, value, told) => {
    expect(problemsOf(definition)).toEqual([{ path, value, ...told }]);
  });

  test('throws one error with every value that cannot be read', () => {
    const definition: LabDefinition = {
      name: 'Lab',
      network: { cidr: '192.168.56.1/24', gateway: '/', client: 'x' },
      controlPlane: { name: '-', cpus: 0, mac: 'x' },
      workers: [{ address: '192.168.056.31' }, { memory: '1' }],
      nameServer: { disk: '1 GB' },
      cluster: { podCidr: '10.0.0.1/12', serviceCidr: '10.0.0.0/33', dnsDomain: 'a..b', nodePodPrefix: 8 },
      dns: { zone: '', records: { 'a b': 'y' }, upstreams: ['z'], clusterForwarders: ['/'], forwardZones: { '-': ['-'] } },
      loadBalancer: { pool: '1-2-3' },
      internet: { link: '198.51.100.0/30', router: 'x', nameServer: '.53', sites: ['a b'] },
      hypervisor: { uri: 'xen:///', storage: 'disks' },
      workloads: { web: { kind: 'api-tester', replicas: 0 } },
      services: {
        Api: { type: 'ClusterIP', clusterIp: '10.96.0.256', ports: [{ name: '', port: 0 }] },
        outside: { type: 'ExternalName', externalName: '-' },
      },
    };
    expect(() => resolveLab(definition)).toThrow(DefinitionError);
    expect(() => resolveLab(definition)).toThrow(
      /^the lab definition has 34 problems:\n {2}name Lab: has upper-case letters; write lab\n/,
    );
    expect(problemsOf(definition).map(({ path }) => path)).toEqual([
      'name',
      'network.cidr',
      'loadBalancer.pool',
      'network.gateway',
      'network.client',
      'workers[0].address',
      'controlPlane.name',
      'controlPlane.mac',
      'controlPlane.cpus',
      'nameServer.disk',
      'workers[1].memory',
      'cluster.podCidr',
      'cluster.serviceCidr',
      'cluster.dnsDomain',
      'cluster.nodePodPrefix',
      'workloads.web.replicas',
      'services.Api',
      'services.Api.ports[0].name',
      'services.Api.ports[0].port',
      'services.Api.clusterIp',
      'services.outside.externalName',
      'dns.zone',
      'dns.records.a b',
      'dns.records.a b',
      'dns.upstreams[0]',
      'dns.clusterForwarders[0]',
      'dns.forwardZones.-',
      'dns.forwardZones.-[0]',
      'internet.link',
      'internet.router',
      'internet.sites[0]',
      'internet.nameServer',
      'hypervisor.uri',
      'hypervisor.storage',
    ]);
  });

  test('throws one error with every rule broken', () => {
    const definition: LabDefinition = {
      controlPlane: { address: '.31' },
      workers: [{ address: '.31' }],
      nameServer: { name: 'worker-1' },
      cluster: { podCidr: '10.96.0.0/24' },
      dns: { zone: 'cluster.local', upstreams: ['.50'] },
      services: { api: { type: 'ClusterIP', clusterIp: '10.96.0.1' }, nodes: { type: 'NodePort', ports: [{ nodePort: 80 }] } },
    };
    expect(problemsOf(definition).map(({ path }) => path)).toEqual([
      'cluster.serviceCidr',
      'workers[0].address',
      'nameServer.name',
      'services.api.clusterIp',
      'services.nodes.ports[0].nodePort',
      'dns.upstreams[0]',
      'dns.zone',
      'cluster.podCidr',
    ]);
  });

  test('a rule is not held against a value that cannot be read, nor against what is made of it', () => {
    expect(
      problemsOf({ network: { cidr: '10.77.0.1/24' }, nameServer: { address: '10.77.0.50' } }).map(({ path }) => path),
    ).toEqual(['network.cidr']);
    expect(problemsOf({ workers: [{ address: '192.168.056.30' }] }).map(({ path }) => path)).toEqual(['workers[0].address']);
  });
});

describe('what may be written', () => {
  test('addresses in full or by their offset', () => {
    const [full, short] = ['192.168.56.70', '.70'].map((address) => resolveLab({ nameServer: { address } }));
    expect(full).toEqual(short);
    expect(String(resolveLab({ network: { cidr: '10.0.0.0/16' }, nameServer: { address: '.300' } }).nameServer.address)).toBe(
      '10.0.1.44',
    );
  });

  test('a pool by its ends', () => {
    expect(String(resolveLab({ loadBalancer: { pool: '.60-.69' } }).loadBalancer.pool)).toBe('192.168.56.60-192.168.56.69');
    expect(String(resolveLab({ loadBalancer: { pool: '192.168.56.64/30' } }).loadBalancer.pool)).toBe(
      '192.168.56.64-192.168.56.67',
    );
  });

  test('another network moves every address that is an offset', () => {
    const lab = resolveLab({ network: { cidr: '10.77.0.0/24' } });
    expect(
      [lab.network.gateway, ...machines(lab).map(({ address }) => address), lab.loadBalancer.pool, ...lab.dns.upstreams].map(
        String,
      ),
    ).toEqual(['10.77.0.1', '10.77.0.30', '10.77.0.31', '10.77.0.32', '10.77.0.50', '10.77.0.60', '10.77.0.1']);
  });

  const workersOf = (definition: LabDefinition) =>
    resolveLab(definition).workers.map(({ name, address }) => `${name} ${address}`);

  test('workers without a name or address are numbered', () => {
    expect(workersOf({ workers: [{}, { name: 'spare' }, {}] })).toEqual([
      'worker-1 192.168.56.31',
      'spare 192.168.56.32',
      'worker-3 192.168.56.33',
    ]);
  });

  test('workers without an address step over every other host and the pool', () => {
    expect(
      workersOf({
        network: { gateway: '.32' },
        nameServer: { address: '.33' },
        loadBalancer: { pool: '.34-.36' },
        workers: [{}, { address: '192.168.56.37' }, {}, { address: '.31' }],
      }),
    ).toEqual(['worker-1 192.168.56.38', 'worker-2 192.168.56.37', 'worker-3 192.168.56.39', 'worker-4 192.168.56.31']);
  });

  const hostsOf = (definition: LabDefinition) => {
    const { network, controlPlane, nameServer, workers, loadBalancer } = resolveLab(definition);
    const all = [network.gateway, network.client, controlPlane.address, nameServer.address, loadBalancer.pool];
    return [...all, ...workers.map(({ address }) => address)].map((host) => String(host).replaceAll('192.168.56', ''));
  };

  test.each<[string, LabDefinition, string[]]>([
    ['nobody', {}, ['.1', '.10', '.30', '.50', '.60', '.31', '.32']],
    ['the client', { controlPlane: { address: '.10' } }, ['.1', '.11', '.10', '.50', '.60', '.31', '.32']],
    [
      'the client, over others',
      { controlPlane: { address: '192.168.56.10' }, workers: [{ address: '.11' }, { address: '.12' }] },
      ['.1', '.13', '.10', '.50', '.60', '.11', '.12'],
    ],
    ['the name server', { loadBalancer: { pool: '.40-.70' } }, ['.1', '.10', '.30', '.71', '.40-.70', '.31', '.32']],
    ['the pool', { nameServer: { address: '.60' } }, ['.1', '.10', '.30', '.60', '.61', '.31', '.32']],
    ['the pool', { workers: [{ address: '.60' }, {}] }, ['.1', '.10', '.30', '.50', '.61', '.60', '.31']],
    ['the gateway', { network: { client: '.1' } }, ['.2', '.1', '.30', '.50', '.60', '.31', '.32']],
    [
      'the control plane, without driving a worker away',
      { nameServer: { address: '.30' } },
      ['.1', '.10', '.33', '.30', '.60', '.31', '.32'],
    ],
    ['everybody', { loadBalancer: { pool: '.1-.200' } }, ['.201', '.202', '.203', '.204', '.1-.200', '.205', '.206']],
    [
      'the last ones of a network, to its beginning',
      { loadBalancer: { pool: '.20-.254' } },
      ['.1', '.10', '.2', '.3', '.20-.254', '.4', '.5'],
    ],
  ])('what is asked for stays where it is, and %s steps aside: %j', (_who, definition, expected) => {
    expect(hostsOf(definition)).toEqual(expected);
  });

  test('a small network has room for everybody whose usual address is outside it', () => {
    const lab = resolveLab({ network: { cidr: '10.0.0.0/29' }, workers: 1 });
    const { network, loadBalancer } = lab;
    expect(
      [network.gateway, network.client, ...machines(lab).map(({ address }) => address), loadBalancer.pool].map(String),
    ).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.5', '10.0.0.4', '10.0.0.6']);
  });

  test('a pool that leaves nobody else room is told once', () => {
    expect(problemsOf({ loadBalancer: { pool: '.1-.254' } })).toEqual([
      {
        path: 'loadBalancer.pool',
        value: '192.168.56.1-192.168.56.254',
        reason: "leaves the lab's own hosts no address of 192.168.56.0/24",
        remedy: 'make it smaller',
      },
    ]);
  });

  test.each<[string, LabDefinition]>([
    ['their number', { workers: 3 }],
    ['their number and what all of them have', { workers: { count: 3, memory: '2 GiB', cpus: 1, disk: '10 GiB' } }],
    ['a list', { workers: [{}, {}, {}] }],
  ])('workers by %s', (_form, definition) => {
    expect(workersOf(definition)).toEqual(['worker-1 192.168.56.31', 'worker-2 192.168.56.32', 'worker-3 192.168.56.33']);
    expect(resolveLab(definition)).toEqual(resolveLab({ workers: 3 }));
    expect(resolveLab({ workers: { count: 2, memory: '4 GiB' } }).workers.map(({ memoryMiB }) => memoryMiB)).toEqual([
      4096, 4096,
    ]);
  });

  const tiny = {
    network: { cidr: '10.0.0.0/29', client: '.6' },
    controlPlane: { address: '.2' },
    nameServer: { address: '.3' },
    loadBalancer: { pool: '.4' },
  };

  test('workers without an address take a lower one where a small network has no other', () => {
    expect(workersOf({ ...tiny, workers: [{}] })).toEqual(['worker-1 10.0.0.5']);
  });

  test('a network without room for one more worker says so', () => {
    expect(problemsOf({ ...tiny, workers: [{}, {}] })).toEqual([
      {
        path: 'workers[1].address',
        value: '',
        reason: 'the network 10.0.0.0/29 has no free address left for it',
        remedy: 'make network.cidr larger',
      },
    ]);
  });

  test('sizes with a unit, and a MAC address', () => {
    const { controlPlane } = resolveLab({ controlPlane: { memory: '2.5 GiB', disk: '20Gi', mac: '02:00:00:00:00:30', cpus: 4 } });
    expect(controlPlane).toMatchObject({ memoryMiB: 2560, diskMiB: 20480, mac: '02:00:00:00:00:30', cpus: 4 });
  });
});

test('whoever says nothing of a place finds one that nobody has', () => {
  const dropped = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(validDefinition, dropped, (definition, [gateway, client, controlPlane, nameServer]) => {
      const left = structuredClone(definition);
      // It may ask a host by an address that the host leaves.
      delete left.dns;
      if (gateway) delete left.network!.gateway;
      if (client) delete left.network!.client;
      if (controlPlane) delete left.controlPlane!.address;
      if (nameServer) delete left.nameServer!.address;
      expect(problemsOf(left)).toEqual([]);
      const lab = resolveLab(left);
      expect(resolveLab(left)).toEqual(lab);
      expect(resolveLab(definitionOf(lab))).toEqual(lab);
    }),
    { numRuns: 60 },
  );
});

test('any definition made of valid parts resolves, and its nodes’ pod ranges are apart', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => {
      expect(problemsOf(definition)).toEqual([]);
      const lab = resolveLab(definition);
      const ranges = nodes(lab).map((node) => nodePodCidr(lab, node));
      for (const [index, range] of ranges.entries()) {
        expect(lab.cluster.podCidr.contains(range.first) && lab.cluster.podCidr.contains(range.last)).toBe(true);
        expect(ranges.slice(index + 1).some((other) => other.overlaps(range))).toBe(false);
      }
      for (const warning of warnings(lab)) expect(warning).toMatch(/^(network|cluster|internet|services|workloads|dns)\./);
    }),
    { numRuns: 100 },
  );
});
