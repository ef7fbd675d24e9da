import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

const label = (length: number) => 'a'.repeat(length);
/** A name of this many characters. */
const long = (length: number) =>
  Array.from({ length: Math.ceil(length / 64) }, (_, index) => label(Math.min(63, length - index * 64))).join('.');

describe('machines', () => {
  const other = 'is a name the company zone has for something else';
  test.each<[LabDefinition, string, string, string]>([
    [{ workers: [{ name: 'a' }, { name: 'a' }] }, 'workers[1].name', 'a', 'is the name of workers[0] too'],
    [{ workers: [{ name: 'control-plane' }] }, 'workers[0].name', 'control-plane', 'is the name of controlPlane too'],
    [{ workers: [{ name: 'name-server' }] }, 'nameServer.name', 'name-server', 'is the name of workers[0] too'],
    [{ workers: [{ name: 'worker-2' }, {}] }, 'workers[1].name', 'worker-2', 'is the name of workers[0] too'],
    [{ nameServer: { name: 'gateway' } }, 'nameServer.name', 'gateway', other],
    [{ nameServer: { name: 'intranet' } }, 'nameServer.name', 'intranet', other],
    [{ controlPlane: { name: 'www' } }, 'controlPlane.name', 'www', other],
  ])('are refused in %j', (definition, path, value, reason) => {
    expect(problemsOf(definition)).toEqual([{ path, value, reason }]);
  });
});

test.each(['control-plane', 'worker-2', 'name-server', 'gateway', 'intranet', 'www'])(
  'a record called %s is refused, because the zone has that name',
  (name) => {
    expect(problemsOf({ dns: { records: { mail: '.70', [name]: '.71' } } })).toEqual([
      { path: `dns.records.${name}`, value: name, reason: 'is in the company zone already', remedy: 'choose another name' },
    ]);
  },
);

test('a Service called kubernetes is refused', () => {
  expect(problemsOf({ services: { kubernetes: { type: 'ClusterIP' } } })).toEqual([
    {
      path: 'services.kubernetes',
      value: 'kubernetes',
      reason: "is the name of Kubernetes' own Service in the same namespace",
      remedy: 'choose another name',
    },
  ]);
});

describe('workloads', () => {
  const postgres = { kind: 'postgres' } as const;
  const tester = { kind: 'api-tester' } as const;
  test.each<[LabDefinition['workloads'], string, string, string]>([
    [{ toolbox: tester }, 'toolbox', "is the name of the lab's own pods with the students' tools", 'choose another name'],
    [
      { web: tester, 'web-tls': postgres },
      'web-tls',
      'is the name of the Secret with the certificate of workloads.web',
      'choose another name',
    ],
    [{ [label(53)]: postgres }, label(53), "has 53 characters; a StatefulSet's name has at most 52", 'choose a shorter name'],
  ])('are refused in %j', (workloads, name, reason, remedy) => {
    const services = Object.fromEntries(
      Object.keys(workloads!).map((each) => [`${each.slice(0, 50)}-x`, { type: 'Headless' as const, workload: each }]),
    );
    expect(problemsOf({ workloads, services })).toEqual([{ path: `workloads.${name}`, value: name, reason, remedy }]);
  });

  test('of 52 characters for databases, and of 63 for others, are taken', () => {
    const workloads = { [label(52)]: postgres, [`b${label(62)}`]: tester };
    expect(problemsOf({ workloads, services: { db: { type: 'Headless', workload: label(52) } } })).toEqual([]);
  });
});

describe('a name that is too long with what is put behind it', () => {
  const reason = (length: number) => `has ${length} characters; a DNS name has at most 253`;
  const remedy = 'choose shorter names';
  const zone = long(190);
  test.each<[string, LabDefinition, string, string]>([
    ['the company zone', { dns: { zone: long(243) } }, 'dns.zone', `hostmaster.${long(243)}`],
    ['a machine', { dns: { zone }, workers: [{ name: label(63) }] }, 'workers[0].name', `${label(63)}.${zone}`],
    ['a record', { dns: { zone, records: { [label(63)]: '.70' } } }, `dns.records.${label(63)}`, `${label(63)}.${zone}`],
    ['the cluster domain', { cluster: { dnsDomain: long(231) } }, 'cluster.dnsDomain', `kubernetes.default.svc.${long(231)}`],
    [
      'a Service',
      { cluster: { dnsDomain: zone }, services: { [label(63)]: { type: 'ClusterIP' } } },
      `services.${label(63)}`,
      `${label(63)}.default.svc.${zone}`,
    ],
    [
      'the last pod of a database',
      {
        cluster: { dnsDomain: long(170) },
        workloads: { [label(40)]: { kind: 'postgres', replicas: 11 } },
        services: { [`b${label(39)}`]: { type: 'Headless', workload: label(40) } },
      },
      `services.b${label(39)}`,
      `${label(40)}-10.b${label(39)}.default.svc.${long(170)}`,
    ],
    ['a web site outside', { internet: { sites: [long(250)] } }, 'internet.sites', `hostmaster.${long(250)}`],
  ])('is refused for %s', (_what, definition, path, value) => {
    expect(problemsOf(definition)).toContainEqual({ path, value, reason: reason(value.length), remedy });
  });

  test('is taken while it just fits', () => {
    expect(
      problemsOf({ dns: { zone: long(242) }, controlPlane: { name: 'a' }, workers: [{ name: 'b' }], nameServer: { name: 'c' } }),
    ).toEqual([]);
    expect(problemsOf({ cluster: { dnsDomain: long(230) }, services: {} })).toEqual([]);
  });
});

test('a record may have several labels, and a machine a name of 63 characters', () => {
  expect(problemsOf({ dns: { records: { 'www.shop': '.70' } }, workers: [{ name: label(63) }] })).toEqual([]);
});
