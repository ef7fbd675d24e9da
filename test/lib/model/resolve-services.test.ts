import { type LabDefinition, resolveLab, type Service } from '../../../lib/model';
import { problemsOf } from './problems';

/** A Service as one would write it down. */
const written = (service: Service) =>
  JSON.parse(JSON.stringify(service, (_key, value) => (value?.toNumber ? String(value) : value))) as Record<string, unknown>;
const servicesOf = (definition: LabDefinition) => resolveLab(definition).services.map(written);
const http = { name: 'http', port: 80, targetPort: 8080 };
const https = { name: 'https', port: 443, targetPort: 8443 };
const sql = { name: 'postgres', port: 5432, targetPort: 5432 };

describe('refusals', () => {
  const label = (text: string) => ({
    reason: `has the label "${text}"; a label is letters, digits and hyphens, with no hyphen at either end`,
  });
  const port = { reason: 'must be a whole number from 1 to 65535' };
  test.each<[LabDefinition, string, string, { reason: string; remedy?: string }]>([
    [
      { services: { Web: { type: 'ClusterIP' } } },
      'services.Web',
      'Web',
      { reason: 'has upper-case letters', remedy: 'write web' },
    ],
    [
      { services: { 'web.a': { type: 'NodePort' } } },
      'services.web.a',
      'web.a',
      { reason: 'is a name with dots; one word is wanted', remedy: 'write web' },
    ],
    [
      { workloads: { Web: { kind: 'api-tester' } } },
      'workloads.Web',
      'Web',
      { reason: 'has upper-case letters', remedy: 'write web' },
    ],
    [
      { workloads: { web: { kind: 'api-tester', replicas: 101 } } },
      'workloads.web.replicas',
      '101',
      { reason: 'must be a whole number from 1 to 100' },
    ],
    [
      { workloads: { db: { kind: 'postgres', replicas: 21 } } },
      'workloads.db.replicas',
      '21',
      { reason: 'must be a whole number from 1 to 20' },
    ],
    [
      { workloads: { db: { kind: 'postgres', replicas: 0 } } },
      'workloads.db.replicas',
      '0',
      { reason: 'must be a whole number from 1 to 20' },
    ],
    [
      { services: { web: { type: 'ClusterIP', workload: 'api-testr' } } },
      'services.web.workload',
      'api-testr',
      { reason: 'there is no workload', remedy: 'define one under workloads' },
    ],
    [
      { workloads: { web: { kind: 'api-tester' } }, services: { a: { type: 'ClusterIP', workload: 'wbe' } } },
      'services.a.workload',
      'wbe',
      { reason: 'is no workload of this lab', remedy: 'use web' },
    ],
    [
      {
        workloads: { one: { kind: 'api-tester' }, two: { kind: 'api-tester' } },
        services: { a: { type: 'ClusterIP', workload: 'nothing-like-it' } },
      },
      'services.a.workload',
      'nothing-like-it',
      { reason: 'is no workload of this lab', remedy: 'use one or two' },
    ],
    [
      { workloads: {}, services: { a: { type: 'ClusterIP' } } },
      'services.a.workload',
      '',
      { reason: 'there is no workload', remedy: 'define one under workloads' },
    ],
    [
      { services: { web: { type: 'ClusterIP', clusterIp: '10.96.000.1' } } },
      'services.web.clusterIp',
      '10.96.000.1',
      { reason: 'has an octet with a leading zero', remedy: 'write 10.96.0.1' },
    ],
    [
      { services: { web: { type: 'ClusterIP', clusterIp: 'fd00::1' } } },
      'services.web.clusterIp',
      'fd00::1',
      { reason: 'is an IPv6 address; this lab is IPv4 for now', remedy: 'write an IPv4 address' },
    ],
    [
      { services: { web: { type: 'LoadBalancer', address: '.256' } } },
      'services.web.address',
      '.256',
      { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' },
    ],
    [
      { services: { web: { type: 'LoadBalancer', address: '.99999999999' } } },
      'services.web.address',
      '.99999999999',
      { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' },
    ],
    [
      { services: { a: { type: 'LoadBalancer' }, b: { type: 'LoadBalancer' } } },
      'services.b.address',
      '',
      { reason: "the load balancer's pool 192.168.56.60 has no address left for it", remedy: 'make loadBalancer.pool larger' },
    ],
    [
      { services: { web: { type: 'ClusterIP', clusterIp: 'None' } } },
      'services.web.clusterIp',
      'None',
      {
        reason: 'is no address: a Service without one is a headless one',
        remedy: 'write type: Headless, without clusterIp',
      },
    ],
    [{ services: { web: { type: 'ClusterIP', ports: [{ port: 0 }] } } }, 'services.web.ports[0].port', '0', port],
    [{ services: { web: { type: 'ClusterIP', ports: [{ port: 65536 }] } } }, 'services.web.ports[0].port', '65536', port],
    [{ services: { web: { type: 'ClusterIP', ports: [{}, { port: 8.5 }] } } }, 'services.web.ports[1].port', '8.5', port],
    [{ services: { web: { type: 'ClusterIP', ports: [{ targetPort: -1 }] } } }, 'services.web.ports[0].targetPort', '-1', port],
    [{ services: { web: { type: 'ClusterIP', ports: [{ name: 'a_b' }] } } }, 'services.web.ports[0].name', 'a_b', label('a_b')],
    [
      { services: { out: { type: 'ExternalName', externalName: 'git_hub.com' } } },
      'services.out.externalName',
      'git_hub.com',
      label('git_hub'),
    ],
    [
      { services: { out: { type: 'ExternalName', externalName: 'github..com' } } },
      'services.out.externalName',
      'github..com',
      { reason: 'has an empty label', remedy: 'write github.com' },
    ],
    [
      { services: { out: { type: 'ExternalName', externalName: '203.0.113.80' } } },
      'services.out.externalName',
      '203.0.113.80',
      { reason: 'ends in a number, as an address does, and must be a name' },
    ],
  ])('fails for %j', (definition, path, value, told) => {
    expect(problemsOf(definition)).toEqual([{ path, value, ...told }]);
  });

  test('a service network without a free address for one more Service says so', () => {
    const services = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`s${index}`, { type: 'ClusterIP' as const }]));
    expect(problemsOf({ cluster: { serviceCidr: '10.43.0.0/28' }, services })[0]).toEqual({
      path: 'services.s12.clusterIp',
      value: '',
      reason: 'the service network 10.43.0.0/28 has no address left for it',
      remedy: 'make cluster.serviceCidr larger',
    });
  });

  test('a 2769th node port is one too many', () => {
    const ports = Array.from({ length: 2769 }, (_, index) => ({ name: `p${index}`, port: index + 1, targetPort: 8080 }));
    expect(problemsOf({ services: { web: { type: 'NodePort', ports } } })).toEqual([
      {
        path: 'services.web.ports[2768].nodePort',
        value: '',
        reason: 'no node port is left for it',
        remedy: 'show fewer Services of type NodePort',
      },
    ]);
  });
});

test('without a definition the Services are those of the lesson’s table', () => {
  expect(servicesOf({})).toEqual([
    { type: 'ClusterIP', name: 'api-tester', workload: 'api-tester', clusterIp: '10.96.0.100', ports: [http] },
    {
      type: 'NodePort',
      name: 'api-tester-nodeport',
      workload: 'api-tester',
      ports: [{ ...http, nodePort: 30080 }],
      externalTrafficPolicy: 'Cluster',
    },
    {
      type: 'LoadBalancer',
      name: 'api-tester-lb',
      workload: 'api-tester',
      address: '192.168.56.60',
      ports: [http, https],
      externalTrafficPolicy: 'Cluster',
    },
    { type: 'ExternalName', name: 'ext-github', externalName: 'github.com' },
    { type: 'Headless', name: 'api-tester2', workload: 'api-tester', ports: [{ ...http, port: 8080 }] },
    { type: 'Headless', name: 'db', workload: 'db', ports: [sql] },
  ]);
  expect(resolveLab().workloads).toEqual([
    { kind: 'api-tester', name: 'api-tester', replicas: 2 },
    { kind: 'postgres', name: 'db', replicas: 2 },
  ]);
});

describe('workloads', () => {
  const names = (definition: LabDefinition) =>
    resolveLab(definition).workloads.map(({ name, replicas }) => `${name} ${replicas}`);

  test('of the default may be changed one by one', () => {
    expect(names({ workloads: { db: { kind: 'postgres', replicas: 3 } } })).toEqual(['api-tester 2', 'db 3']);
  });
  test('of the default come along where Services use them', () => {
    expect(names({ services: { web: { type: 'NodePort' } } })).toEqual(['api-tester 2']);
    expect(names({ services: { db: { type: 'Headless' } } })).toEqual(['db 2']);
    expect(names({ services: { data: { type: 'Headless', workload: 'db' }, web: { type: 'NodePort' } } })).toEqual([
      'api-tester 2',
      'db 2',
    ]);
    expect(names({ services: { out: { type: 'ExternalName', externalName: 'github.com' } } })).toEqual([]);
  });
  test('given with Services are all there are', () => {
    expect(names({ workloads: { web: { kind: 'api-tester' } }, services: {} })).toEqual(['web 2']);
  });
});

describe('the workload of a Service', () => {
  const workloads = { one: { kind: 'api-tester' }, two: { kind: 'api-tester' } } as const;
  test.each([
    [{ a: { type: 'ClusterIP', workload: 'two' } }, 'two'],
    [{ two: { type: 'ClusterIP' } }, 'two'],
    [{ a: { type: 'ClusterIP' } }, 'one'],
  ] as const)('of %j is %s', (services, expected) => {
    expect(servicesOf({ workloads, services })[0]).toMatchObject({ workload: expected });
  });
});

describe('ports', () => {
  const portsOf = (type: 'ClusterIP' | 'Headless', workload: 'api-tester' | 'db', ports?: object[]) =>
    servicesOf({
      services: { web: { type, workload, ports } as never, ...(workload === 'db' && { db: { type: 'Headless' } }) },
    })[0]!.ports;

  test.each([
    ['one is the workload’s first', [{}], [http]],
    ['a name the workload knows brings its ports', [{ name: 'https' }], [https]],
    [
      'another name leads to the workload’s first port',
      [{ name: 'web', port: 81 }],
      [{ name: 'web', port: 81, targetPort: 8080 }],
    ],
    ['a name that every object has is a name', [{ name: 'constructor' }], [{ name: 'constructor', port: 80, targetPort: 8080 }]],
    ['the second without a name is numbered', [{}, { port: 81 }], [http, { name: 'port-2', port: 81, targetPort: 8080 }]],
    ['those without names are known by their number', [{ port: 443 }, { port: 80 }], [https, http]],
    ['one without a name may have the pods’ number', [{ port: 8443 }], [{ name: 'https', port: 8443, targetPort: 8443 }]],
    ['one without a name leads where it says', [{ port: 80, targetPort: 8443 }], [{ name: 'https', port: 80, targetPort: 8443 }]],
    ['a name of the user’s choice for a known number leads there', [{ name: 'web', port: 443 }], [{ ...https, name: 'web' }]],
    [
      'a name is given once',
      [{ name: 'https', port: 8000 }, { port: 443 }, { port: 8443 }],
      [
        { ...https, port: 8000 },
        { ...https, name: 'port-2' },
        { ...https, name: 'port-3', port: 8443 },
      ],
    ],
    ['what is given is kept', [{ name: 'a', port: 1, targetPort: 8443 }], [{ name: 'a', port: 1, targetPort: 8443 }]],
  ])('%s', (_what, given, expected) => {
    expect(portsOf('ClusterIP', 'api-tester', given)).toEqual(expected);
  });

  test('of a headless Service are the pods’ own', () => {
    expect(portsOf('Headless', 'api-tester', [{ name: 'https' }, { name: 'http' }])).toEqual([
      { ...https, port: 8443 },
      { ...http, port: 8080 },
    ]);
  });

  test('of a database are its one', () => {
    expect(portsOf('ClusterIP', 'db')).toEqual([sql]);
    expect(portsOf('ClusterIP', 'db', [{ port: 6432 }])).toEqual([{ ...sql, port: 6432 }]);
  });
});

describe('what is not asked for is free', () => {
  test('the addresses of ClusterIP Services follow one another and step over those asked for', () => {
    const services = servicesOf({
      services: {
        a: { type: 'ClusterIP' },
        b: { type: 'ClusterIP', clusterIp: '10.96.0.101' },
        c: { type: 'ClusterIP' },
        d: { type: 'ClusterIP', clusterIp: '10.96.0.100' },
      },
    });
    expect(services.map(({ clusterIp }) => clusterIp)).toEqual(['10.96.0.102', '10.96.0.101', '10.96.0.103', '10.96.0.100']);
  });

  test('the node ports follow one another, remain in the band of KEP-3668, and step over those asked for', () => {
    const ports = Array.from({ length: 8 }, (_, index) => ({ name: `p${index}`, port: index + 1, targetPort: 8080 }));
    const [a, b] = servicesOf({
      services: { a: { type: 'NodePort', ports }, b: { type: 'NodePort', ports: [{ nodePort: 30081 }] } },
    }) as unknown as { ports: { nodePort: number }[] }[];
    expect(a!.ports.map(({ nodePort }) => nodePort)).toEqual([30080, 30082, 30083, 30084, 30085, 30000, 30001, 30002]);
    expect(b!.ports.map(({ nodePort }) => nodePort)).toEqual([30081]);
  });

  test('the pool’s addresses follow one another and step over those asked for', () => {
    const services = servicesOf({
      loadBalancer: { pool: '.60-.62' },
      services: {
        a: { type: 'LoadBalancer' },
        b: { type: 'LoadBalancer', address: '.60' },
        c: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      },
    });
    expect(services.map(({ address, externalTrafficPolicy }) => [address, externalTrafficPolicy])).toEqual([
      ['192.168.56.61', 'Cluster'],
      ['192.168.56.60', 'Cluster'],
      ['192.168.56.62', 'Local'],
    ]);
  });
});
