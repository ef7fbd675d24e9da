import * as fc from 'fast-check';
import { DefinitionError, type Lab, type LabDefinition, machines, nodePodCidr, nodes, resolveLab } from '../../lib/model';
import { validDefinition } from './definitions';
import { faultsOf } from './faults';

describe('without a definition, the lab is the lesson’s', () => {
  const lab = resolveLab();

  test.each([
    ['control-plane', 'control-plane', '192.168.56.30', 2, 3072],
    ['worker-1', 'worker', '192.168.56.31', 1, 2048],
    ['worker-2', 'worker', '192.168.56.32', 1, 2048],
    ['name-server', 'name-server', '192.168.56.50', 1, 512],
  ])('the machine %s is a %s at %s with %i CPUs and %i MiB', (name, role, address, cpus, memoryMiB) => {
    const machine = machines(lab).find((candidate) => candidate.name === name)!;
    expect({ ...machine, address: String(machine.address) }).toEqual({ name, role, address, cpus, memoryMiB, diskGiB: 10 });
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
    ['the company zone', 'company.internal', ({ dns }) => dns.zone],
    ['the name server’s upstream', '192.168.56.1', ({ dns }) => dns.upstreams.join()],
    ['the cluster’s forwarder', '192.168.56.50', ({ dns }) => dns.clusterForwarders.join()],
    [
      'the outside web site',
      'github.com 203.0.113.80',
      ({ internet }) => internet.sites.map(({ name, address }) => `${name} ${address}`).join(),
    ],
    ['the outside client', '198.51.100.20', ({ internet }) => internet.client],
    ['the lab', 'lesson', ({ name }) => name],
  ];
  test.each(values)('%s is %s', (_what, expected, get) => expect(String(get(lab))).toBe(expected));

  test('the Services are those of the lesson’s table', () => {
    const written = lab.services.map((service) =>
      JSON.parse(JSON.stringify(service, (_key, value) => (value?.toNumber ? String(value) : value))),
    );
    expect(
      written.map(({ clusterIp, address, ...service }) => ({
        ...service,
        ...(clusterIp && { clusterIp: true }),
        ...(address && { address: true }),
      })),
    ).toEqual([
      {
        type: 'ClusterIP',
        name: 'api-tester',
        workload: 'api-tester',
        clusterIp: true,
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      },
      {
        type: 'NodePort',
        name: 'api-tester-nodeport',
        workload: 'api-tester',
        ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
      },
      {
        type: 'LoadBalancer',
        name: 'api-tester-lb',
        workload: 'api-tester',
        address: true,
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'https', port: 443, targetPort: 8443 },
        ],
      },
      { type: 'ExternalName', name: 'ext-github', externalName: 'github.com' },
      { type: 'Headless', name: 'api-tester2', workload: 'api-tester', ports: [{ name: 'http', port: 8080, targetPort: 8080 }] },
      { type: 'Headless', name: 'db', workload: 'db', ports: [{ name: 'postgres', port: 5432, targetPort: 5432 }] },
    ]);
    const [clusterIp, , loadBalancer] = lab.services as unknown as { clusterIp: unknown; address: unknown }[];
    expect([String(clusterIp!.clusterIp), String(loadBalancer!.address)]).toEqual(['10.96.0.100', '192.168.56.60']);
  });

  test('two pods stand behind each workload', () => {
    expect(lab.workloads).toEqual([
      { kind: 'api-tester', name: 'api-tester', replicas: 2 },
      { kind: 'postgres', name: 'db', replicas: 2 },
    ]);
  });
});

describe('refusals', () => {
  test.each<[string, LabDefinition, string, string, string]>([
    [
      'a network with host bits',
      { network: { cidr: '192.168.56.1/24' } },
      'network.cidr',
      '192.168.56.1/24',
      'has host bits set',
    ],
    [
      'a network too small for libvirt',
      { network: { cidr: '192.168.56.0/30' } },
      'network.cidr',
      '192.168.56.0/30',
      'must have a prefix length from 8 to 29',
    ],
    [
      'a network of one address',
      { network: { cidr: '192.168.56.1/32' } },
      'network.cidr',
      '192.168.56.1/32',
      'must have a prefix length from 8 to 29',
    ],
    [
      'a network too large for its MAC addresses',
      { network: { cidr: '10.0.0.0/7' } },
      'network.cidr',
      '10.0.0.0/7',
      'must have a prefix length from 8 to 29',
    ],
    [
      'an offset beyond the network',
      { nameServer: { address: '.256' } },
      'nameServer.address',
      '.256',
      'is outside the network 192.168.56.0/24',
    ],
    [
      'a leading zero',
      { workers: [{ address: '192.168.056.31' }] },
      'workers[0].address',
      '192.168.056.31',
      'has an octet with a leading zero',
    ],
    ['an upper-case machine', { workers: [{ name: 'Worker-1' }] }, 'workers[0].name', 'Worker-1', 'has upper-case letters'],
    ['no CPU', { controlPlane: { cpus: 0 } }, 'controlPlane.cpus', '0', 'must be a whole number from 1 to 64'],
    ['half a CPU', { controlPlane: { cpus: 1.5 } }, 'controlPlane.cpus', '1.5', 'must be a whole number from 1 to 64'],
    [
      'too little memory',
      { nameServer: { memoryMiB: 64 } },
      'nameServer.memoryMiB',
      '64',
      'must be a whole number from 384 to 1048576',
    ],
    ['too small a disk', { nameServer: { diskGiB: 5 } }, 'nameServer.diskGiB', '5', 'must be a whole number from 10 to 10000'],
    [
      'a node range of /29',
      { cluster: { nodePodPrefix: 29 } },
      'cluster.nodePodPrefix',
      '29',
      'must be a whole number from 16 to 28',
    ],
    [
      'a tiny service network',
      { cluster: { serviceCidr: '10.0.0.0/29' } },
      'cluster.serviceCidr',
      '10.0.0.0/29',
      'has too few addresses; a /28 is the least',
    ],
    ['a long lab name', { name: 'thirteen-char' }, 'name', 'thirteen-char', "has 13 characters; a lab's name has at most 12"],
    ['a zone with an empty label', { dns: { zone: 'a..b' } }, 'dns.zone', 'a..b', 'has an empty label'],
    ['an upper-case record', { dns: { records: { Mail: '.70' } } }, 'dns.records.Mail', 'Mail', 'is not in its plain form'],
    ['a record without an address', { dns: { records: { mail: 'x' } } }, 'dns.records.mail', 'x', 'is not an IPv4 address'],
    ['an upstream that is no address', { dns: { upstreams: ['.1', 'x'] } }, 'dns.upstreams[1]', 'x', 'is not an IPv4 address'],
    [
      'a forwarder that is no address',
      { dns: { clusterForwarders: ['x'] } },
      'dns.clusterForwarders[0]',
      'x',
      'is not an IPv4 address',
    ],
    [
      'a pool that ends before it begins',
      { loadBalancer: { pool: '.69-.60' } },
      'loadBalancer.pool',
      '192.168.56.69-192.168.56.60',
      'ends before it begins',
    ],
    ['no replica', { apiTester: { replicas: 0 } }, 'apiTester.replicas', '0', 'must be a whole number from 1 to 100'],
    ['too many replicas', { db: { replicas: 21 } }, 'db.replicas', '21', 'must be a whole number from 1 to 20'],
    [
      'an external name that is none',
      { externalName: 'git_hub.com' },
      'externalName',
      'git_hub.com',
      'has the label "git_hub"; a label is letters, digits and hyphens, with no hyphen at either end',
    ],
  ])('fails for %s', (_what, definition, path, value, reason) => {
    expect(faultsOf(definition)).toEqual([expect.objectContaining({ path, value, reason })]);
  });

  test('tells every value that cannot be read in one error', () => {
    const faults = faultsOf({
      name: 'Lab',
      network: { cidr: '192.168.56.1/24', client: 'x' },
      controlPlane: { name: '-', cpus: 0 },
      workers: [{ address: '192.168.056.31' }, { memoryMiB: 1 }],
      nameServer: { diskGiB: 1 },
      cluster: { podCidr: '10.0.0.1/12', serviceCidr: '10.0.0.0/33', dnsDomain: 'a..b', nodePodPrefix: 8 },
      dns: { zone: '', records: { 'a b': 'y' }, upstreams: ['z'], clusterForwarders: ['/'] },
      loadBalancer: { pool: '1-2-3' },
      apiTester: { clusterIp: '10.96.0.256', replicas: 0 },
      db: { replicas: 0 },
      externalName: '-',
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'name',
      'network.cidr',
      'network.client',
      'controlPlane.name',
      'controlPlane.cpus',
      'workers[0].address',
      'workers[1].memoryMiB',
      'nameServer.diskGiB',
      'cluster.podCidr',
      'cluster.serviceCidr',
      'cluster.dnsDomain',
      'cluster.nodePodPrefix',
      'loadBalancer.pool',
      'dns.zone',
      'dns.upstreams[0]',
      'dns.clusterForwarders[0]',
      'dns.records.a b',
      'dns.records.a b',
      'apiTester.replicas',
      'db.replicas',
      'apiTester.clusterIp',
      'externalName',
    ]);
  });

  test('tells every rule broken in one error', () => {
    const faults = faultsOf({
      controlPlane: { address: '.31' },
      nameServer: { name: 'worker-1' },
      cluster: { podCidr: '10.96.0.0/23' },
      dns: { zone: 'cluster.local', upstreams: ['.50'] },
      apiTester: { clusterIp: '10.96.0.1', nodePort: 80 },
    });
    expect(faults.map(({ path }) => path)).toEqual(
      [
        'cluster.serviceCidr',
        'worker-1.address',
        'name-server at 192.168.56.50',
        'apiTester.clusterIp',
        'apiTester.nodePort',
        'cluster.podCidr',
        'dns.upstreams',
        'dns.zone',
      ].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });
  const order = [
    'cluster.serviceCidr',
    'name-server at 192.168.56.50',
    'worker-1.address',
    'apiTester.clusterIp',
    'apiTester.nodePort',
    'cluster.podCidr',
    'dns.upstreams',
    'dns.zone',
  ];
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

  test('workers without a name or address are numbered', () => {
    expect(resolveLab({ workers: [{}, { name: 'spare' }, {}] }).workers.map(({ name, address }) => `${name} ${address}`)).toEqual(
      ['worker-1 192.168.56.31', 'spare 192.168.56.32', 'worker-3 192.168.56.33'],
    );
  });

  test('records come after the machines’ own', () => {
    expect(
      resolveLab({ dns: { records: { mail: '.70' } } }).dns.records.map(({ name, address }) => `${name} ${address}`),
    ).toEqual([
      'control-plane 192.168.56.30',
      'worker-1 192.168.56.31',
      'worker-2 192.168.56.32',
      'name-server 192.168.56.50',
      'gateway 192.168.56.1',
      'intranet 192.168.56.50',
      'www 192.168.56.60',
      'mail 192.168.56.70',
    ]);
  });

  test('the external name is a site of the simulated internet', () => {
    expect(resolveLab({ externalName: 'example.org' }).internet.sites[0]?.name).toBe('example.org');
  });
});

test('any definition made of valid parts resolves, and its nodes’ pod ranges are apart', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => {
      const lab = resolveLab(definition);
      const ranges = nodes(lab).map((node) => nodePodCidr(lab, node));
      for (const [index, range] of ranges.entries()) {
        expect(lab.cluster.podCidr.contains(range.first) && lab.cluster.podCidr.contains(range.last)).toBe(true);
        expect(ranges.slice(index + 1).some((other) => other.overlaps(range))).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});

test('a definition of any text resolves or throws a DefinitionError', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.ipV4(),
    fc.tuple(fc.ipV4(), fc.nat(33)).map((parts) => parts.join('/')),
    fc.nat(300).map((offset) => `.${offset}`),
  );
  const machine = fc.record(
    { name: text, address: text, cpus: fc.double(), memoryMiB: fc.double(), diskGiB: fc.double() },
    { requiredKeys: [] },
  );
  const definition = fc.record(
    {
      name: text,
      network: fc.record({ cidr: text, client: text }, { requiredKeys: [] }),
      controlPlane: machine,
      workers: fc.array(machine, { maxLength: 3 }),
      cluster: fc.record(
        { podCidr: text, serviceCidr: text, dnsDomain: text, nodePodPrefix: fc.integer() },
        { requiredKeys: [] },
      ),
      dns: fc.record(
        { zone: text, records: fc.dictionary(text, text), upstreams: fc.array(text), clusterForwarders: fc.array(text) },
        { requiredKeys: [] },
      ),
      loadBalancer: fc.record({ pool: text }),
      apiTester: fc.record({ clusterIp: text, nodePort: fc.double(), replicas: fc.double() }, { requiredKeys: [] }),
      externalName: text,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(definition, (given) => {
      try {
        resolveLab(given);
      } catch (error) {
        expect(error).toBeInstanceOf(DefinitionError);
      }
    }),
    { numRuns: 300 },
  );
});
