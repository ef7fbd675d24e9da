import * as fc from 'fast-check';
import { type LabDefinition, parseDefinition, tryResolve } from '../../../lib/model';
import { validDefinition } from './definitions';
import { problemsOfAny } from './problems';

const mapping = 'must be a mapping of keys to values';
const everyKey =
  'known here: name, network, controlPlane, workers, nameServer, cluster, dns, loadBalancer, internet, hypervisor, workloads, services';
const forms = 'must be a list, a number, or a mapping with count';
const types = 'must be ClusterIP, NodePort, LoadBalancer, ExternalName or Headless';

describe('what is no definition', () => {
  test.each<[unknown, string]>([
    [null, 'null'],
    ['text', 'text'],
    [5, '5'],
    [5n, '5'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [[], '[]'],
    [[{ name: 'lab' }], '[{"name":"lab"}]'],
    [new Map(), '[object Map]'],
    [new Date(0), '[object Date]'],
    [Symbol('lab'), 'lab'],
  ])('refuses %p', (value, shown) => {
    expect(problemsOfAny(value)).toEqual([{ path: '', value: shown, reason: mapping }]);
  });

  test('an absent value is no empty definition', () => {
    expect(problemsOfAny(undefined)).toEqual([
      { path: '', value: '', reason: 'is missing', remedy: 'write a mapping of keys to values' },
    ]);
  });
});

describe('keys', () => {
  test.each<[unknown, string, string]>([
    [{ controlplane: {} }, 'controlplane', 'did you mean controlPlane?'],
    [{ worker: [] }, 'worker', 'did you mean workers?'],
    [{ image: 'x' }, 'image', everyKey],
    [{ '': 1 }, '""', everyKey],
    [{ constructor: 1 }, 'constructor', everyKey],
    [{ network: { mask: 24 } }, 'network.mask', 'known here: cidr, gateway, client'],
    [{ controlPlane: { cpu: 2 } }, 'controlPlane.cpu', 'did you mean cpus?'],
    [{ workers: [{}, { ram: '2 GiB' }] }, 'workers[1].ram', 'known here: name, address, mac, cpus, memory, disk'],
    [{ workers: { count: 2, memroy: '2 GiB' } }, 'workers.memroy', 'did you mean memory?'],
    [{ workers: { count: 2, address: '.31' } }, 'workers.address', 'known here: count, cpus, memory, disk'],
    [{ cluster: { podcidr: '10.0.0.0/16' } }, 'cluster.podcidr', 'did you mean podCidr?'],
    [{ dns: { record: {} } }, 'dns.record', 'did you mean records?'],
    [{ hypervisor: { type: 'kvm' } }, 'hypervisor.type', 'known here: uri, acceleration, storage'],
    [{ workloads: { web: { kind: 'api-tester', replica: 3 } } }, 'workloads.web.replica', 'did you mean replicas?'],
    [{ services: { a: { type: 'ClusterIP', clusterIP: '10.96.0.100' } } }, 'services.a.clusterIP', 'did you mean clusterIp?'],
    [
      { services: { a: { type: 'NodePort', clusterIp: '10.96.0.100' } } },
      'services.a.clusterIp',
      'known here: type, workload, ports, externalTrafficPolicy',
    ],
    [
      { services: { a: { type: 'Headless', ports: [{ nodeport: 30080 }] } } },
      'services.a.ports[0].nodeport',
      'did you mean nodePort?',
    ],
  ])('of %j, the one nobody knows is refused with what was probably meant', (value, path, remedy) => {
    expect(problemsOfAny(value)).toEqual([{ path, value: '', reason: 'is no known key', remedy }]);
  });

  test('the one that would change what kind of thing holds it is refused', () => {
    expect(problemsOfAny(JSON.parse('{"__proto__": {"name": "x"}, "dns": {"records": {"__proto__": ".70"}}}'))).toEqual([
      { path: '__proto__', value: '', reason: 'is no name' },
      { path: 'dns.records.__proto__', value: '', reason: 'is no name' },
    ]);
  });
});

test('keys that begin with x- are the file’s own, and names of the user’s choice are names', () => {
  expect(
    parseDefinition({
      'x-note': 5,
      network: { 'x-why': [] },
      workers: [{ 'x-rack': null, name: 'a' }],
      services: { 'x-a': { type: 'ClusterIP', 'x-why': 'for once' } },
      dns: { records: { 'x-mail': '.70' } },
    }),
  ).toEqual({
    definition: {
      network: {},
      workers: [{ name: 'a' }],
      services: { 'x-a': { type: 'ClusterIP' } },
      dns: { records: { 'x-mail': '.70' } },
    },
    problems: [],
  });
});

test('a Kubernetes manifest is told in one sentence', () => {
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [] } };
  expect(problemsOfAny(manifest)).toEqual([
    {
      path: '',
      value: '',
      reason: 'is a Kubernetes object of kind Service, not a lab definition',
      remedy: 'hand it to ./lab kubectl apply -f, or describe the lab as ./lab init shows',
    },
  ]);
});

describe('types', () => {
  const like = (example: string) => `write it like ${example}`;
  test.each<[unknown, string, string, string, string | undefined]>([
    [{ name: 5 }, 'name', '5', 'must be text', like('lesson')],
    [{ network: '192.168.56.0/24' }, 'network', '192.168.56.0/24', mapping, undefined],
    [{ network: { cidr: 24 } }, 'network.cidr', '24', 'must be text', like('192.168.56.0/24')],
    [{ controlPlane: { cpus: '2' } }, 'controlPlane.cpus', '2', 'must be a whole number', 'leave the quotes out: write 2'],
    [{ controlPlane: { cpus: 'two' } }, 'controlPlane.cpus', 'two', 'must be a whole number', undefined],
    [{ controlPlane: { cpus: Number.NaN } }, 'controlPlane.cpus', 'NaN', 'must be a whole number', undefined],
    [{ nameServer: { memory: 512 } }, 'nameServer.memory', '512', 'must be text', 'write 512 MiB'],
    [{ nameServer: { memory: 2 } }, 'nameServer.memory', '2', 'must be text', 'write 2 GiB'],
    [{ nameServer: { disk: 200 } }, 'nameServer.disk', '200', 'must be text', 'write 200 GiB'],
    [{ nameServer: { memory: -1 } }, 'nameServer.memory', '-1', 'must be text', like('2 GiB or 2560 MiB')],
    [{ workers: '2' }, 'workers', '2', forms, 'leave the quotes out: write 2'],
    [{ workers: true }, 'workers', 'true', forms, undefined],
    [{ workers: 0 }, 'workers', '0', 'must be a whole number from 1 to 20', undefined],
    [{ workers: 2.5 }, 'workers', '2.5', 'must be a whole number from 1 to 20', undefined],
    [{ workers: { memory: '2 GiB' } }, 'workers.count', '', 'is missing', 'write a whole number'],
    [{ workers: { count: '3' } }, 'workers.count', '3', 'must be a whole number', 'leave the quotes out: write 3'],
    [{ workers: { count: 1_000_000_000 } }, 'workers.count', '1000000000', 'must be a whole number from 1 to 20', undefined],
    [{ workers: { count: 3, memory: '2 GB' } }, 'workers.memory', '2 GB', 'has a unit that is read in two ways', 'write 2 GiB'],
    [{ workers: { count: 3, memory: 2048 } }, 'workers.memory', '2048', 'must be text', 'write 2048 MiB'],
    [{ workers: [null] }, 'workers[0]', '', 'is missing', 'write a mapping of keys to values'],
    [{ workers: [{}, 'worker-2'] }, 'workers[1]', 'worker-2', mapping, undefined],
    [{ dns: { records: [] } }, 'dns.records', '[]', 'must be a mapping of names to values', like('{"mail":".70"}')],
    [{ dns: { upstreams: '.1' } }, 'dns.upstreams', '.1', 'must be a list', 'write [.1]'],
    [{ loadBalancer: { pool: ['.60-.69'] } }, 'loadBalancer.pool', '[".60-.69"]', 'must be text', 'write .60-.69'],
    [{ loadBalancer: { pool: ['.60', '.61'] } }, 'loadBalancer.pool', '[".60",".61"]', 'must be text', like('.60 or .60-.69')],
    [{ dns: { upstreams: [] } }, 'dns.upstreams', '[]', 'is empty', 'leave it out, or name at least one'],
    [
      { dns: { forwardZones: { 'a.example': [] } } },
      'dns.forwardZones.a.example',
      '[]',
      'is empty',
      'leave it out, or name at least one',
    ],
    [{ internet: { kind: 'uplnk' } }, 'internet.kind', 'uplnk', 'must be simulated or uplink', 'write uplink'],
    [{ hypervisor: { acceleration: 'qemu' } }, 'hypervisor.acceleration', 'qemu', 'must be kvm, emulation or tcg', undefined],
    [{ dns: { records: { mail: null } } }, 'dns.records.mail', '', 'is missing', 'write text'],
    [{ workloads: { web: {} } }, 'workloads.web.kind', '', 'is missing', 'write api-tester or postgres'],
    [
      { workloads: { web: { kind: 'api_tester' } } },
      'workloads.web.kind',
      'api_tester',
      'must be api-tester or postgres',
      'write api-tester',
    ],
    [{ services: { a: 'ClusterIP' } }, 'services.a', 'ClusterIP', mapping, undefined],
    [{ services: { a: {} } }, 'services.a.type', '', 'is missing', types.replace('must be', 'write')],
    [{ services: { a: { type: 'clusterip' } } }, 'services.a.type', 'clusterip', types, 'write ClusterIP'],
    [{ services: { a: { type: 5 } } }, 'services.a.type', '5', types, undefined],
    [
      { services: { a: { type: 'ExternalName' } } },
      'services.a.externalName',
      '',
      'is missing',
      'write text, such as github.com',
    ],
    [
      { services: { a: { type: 'ExternalName', externalName: 5 } } },
      'services.a.externalName',
      '5',
      'must be text',
      like('github.com'),
    ],
    [
      { services: { a: { type: 'NodePort', externalTrafficPolicy: 'local' } } },
      'services.a.externalTrafficPolicy',
      'local',
      'must be Cluster or Local',
      'write Local',
    ],
    [
      { services: { a: { type: 'ClusterIP', ports: [] } } },
      'services.a.ports',
      '[]',
      'is empty',
      'leave it out, or name at least one',
    ],
  ])('refuses %j', (value, path, shown, reason, remedy) => {
    expect(problemsOfAny(value)).toEqual([{ path, value: shown, reason, ...(remedy !== undefined && { remedy }) }]);
  });
});

test('what is wrong in one place hides nothing elsewhere, neither types nor rules', () => {
  const problems = problemsOfAny({
    nmae: 'lab',
    network: { cidr: '192.168.56.1/24' },
    controlPlane: { cpus: 'two', address: '10.0.0.30' },
    services: { a: { type: 'ClusterIp' }, b: { type: 'ClusterIP', clusterIp: '10.96.0.1' } },
    dns: { upstreams: [5], zone: 'cluster.local' },
  });
  expect(problems.map(({ path }) => path)).toEqual([
    'controlPlane.cpus',
    'dns.upstreams[0]',
    'services.a.type',
    'nmae',
    'network.cidr',
    'services.b.clusterIp',
    'dns.zone',
  ]);
});

test('a faulty part makes no other part faulty', () => {
  expect(
    problemsOfAny({ workloads: { web: { kind: 'nginx' } }, services: { a: { type: 'NodePort', workload: 'web' } } }),
  ).toEqual([{ path: 'workloads.web.kind', value: 'nginx', reason: 'must be api-tester or postgres' }]);
  expect(
    problemsOfAny({ loadBalancer: { pool: 5 }, services: { a: { type: 'LoadBalancer' }, b: { type: 'LoadBalancer' } } }),
  ).toEqual([{ path: 'loadBalancer.pool', value: '5', reason: 'must be text', remedy: 'write it like .60 or .60-.69' }]);
});

test('the value that was given is left as it was', () => {
  const given = { nmae: 'lab', workers: [{ cpus: 'x' }] };
  parseDefinition(given);
  expect(given).toEqual({ nmae: 'lab', workers: [{ cpus: 'x' }] });
});

test('every valid definition is taken as it is', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => {
      expect(parseDefinition(definition)).toEqual({ definition, problems: [] });
    }),
    { numRuns: 20 },
  );
});

describe('whatever the value is, there are problems and no other error', () => {
  const check = (value: unknown) => {
    const { definition, problems } = parseDefinition(value);
    for (const { path, reason } of tryResolve(definition, problems).problems)
      expect([typeof path, reason === '']).toEqual(['string', false]);
  };

  test('of anything at all', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
      withBoxedValues: true,
    });
    fc.assert(fc.property(anything, check), { numRuns: 150 });
    fc.assert(
      fc.property(
        fc.oneof(fc.func(anything), anything).map((part) => ({ name: part, workers: part, services: { a: part } })),
        check,
      ),
      { numRuns: 50 },
    );
  });

  test('of a value that holds itself', () => {
    const circular: Record<string, unknown> = { workers: [] };
    circular.name = circular;
    (circular.workers as unknown[]).push(circular);
    check(circular);
  });

  test('of keys a definition has, with any value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.oneof(junk, fc.dictionary(key, junk, { maxKeys: 3 }), fc.array(junk, { maxLength: 3 }))),
        check,
      ),
      { numRuns: 50 },
    );
  });

  test('of a valid definition in which one value is replaced', () => {
    fc.assert(
      fc.property(validDefinition, fc.nat(), junk, (definition, at, value) => {
        check(replaceLeaf(definition, at, value));
      }),
      { numRuns: 60 },
    );
  });

  test('of a valid definition in which one key is renamed', () => {
    fc.assert(
      fc.property(validDefinition, fc.nat(), fc.oneof(key, fc.string({ maxLength: 5 })), (definition, at, name) => {
        check(renameKey(definition, at, name));
      }),
      { numRuns: 40 },
    );
  });
});

const key = fc.constantFrom(
  ...[
    'name',
    'network',
    'cidr',
    'gateway',
    'client',
    'controlPlane',
    'workers',
    'nameServer',
    'address',
    'mac',
    'memory',
    'disk',
  ],
  ...[
    'cluster',
    'podCidr',
    'serviceCidr',
    'dns',
    'records',
    'upstreams',
    'forwardZones',
    'zone',
    'loadBalancer',
    'pool',
    'internet',
  ],
  ...[
    'hypervisor',
    'workloads',
    'kind',
    'services',
    'type',
    'ports',
    'clusterIp',
    'externalName',
    '__proto__',
    'constructor',
    'toString',
  ],
);
/** Texts that look like values, and other things. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.ipV4(),
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.nat(33)).map((parts) => parts.join('/')),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map((offset) => `.${offset}`),
  fc.tuple(fc.nat(300), fc.nat(300)).map(([first, last]) => `.${first}-.${last}`),
  fc.domain(),
  fc.constantFrom('a..b', 'a'.repeat(64), '-', '/', '-.', 'Headless', 'ExternalName', 'postgres', '9'.repeat(400)),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, undefined, true, [], {}, 5n),
);

type Holder = Record<string, unknown>;

/** Every place of a value: what holds it, and under which key. */
const placesOf = (value: unknown): [Holder, string][] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((part): [Holder, string][] => [[value as Holder, part], ...placesOf((value as Holder)[part])])
    : [];

function replaceLeaf(definition: LabDefinition, at: number, value: unknown): unknown {
  const copy = structuredClone(definition);
  const places = placesOf(copy);
  const [holder, name] = places[at % places.length]!;
  holder[name] = value;
  return copy;
}

function renameKey(definition: LabDefinition, at: number, name: string): unknown {
  const copy = structuredClone(definition);
  const places = placesOf(copy).filter(([holder]) => !Array.isArray(holder));
  const [holder, old] = places[at % places.length]!;
  const value = holder[old];
  delete holder[old];
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}
