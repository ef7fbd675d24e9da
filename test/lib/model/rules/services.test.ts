import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

type Services = NonNullable<LabDefinition['services']>;
const inBand = (address: string) => `use ${address}, which is free and in the range kept for fixed addresses (KEP-3070)`;

describe('the fixed address of a Service', () => {
  const kubernetes =
    'is the first address of the service network, which Kubernetes keeps for its own Service "kubernetes", the way of every pod to the API server';
  const end = 'is the first or last address of the service network';
  test.each([
    // The lesson's own figure gives api-tester this one.
    ['10.96.0.1', kubernetes],
    ['10.96.0.10', 'is the tenth address of the service network, which the cluster DNS has'],
    ['10.96.0.0', end],
    ['10.111.255.255', end],
    ['10.112.0.0', 'is outside the service network 10.96.0.0/12'],
    ['192.168.56.60', 'is outside the service network 10.96.0.0/12'],
  ])('is refused where it is %s, with the reason and a free one', (clusterIp, reason) => {
    expect(problemsOf({ services: { 'api-tester': { type: 'ClusterIP', clusterIp } } })).toEqual([
      { path: 'services.api-tester.clusterIp', value: clusterIp, reason, remedy: inBand('10.96.0.100') },
    ]);
  });

  test('is refused where another Service has it', () => {
    const services: Services = {
      a: { type: 'ClusterIP', clusterIp: '10.96.0.100' },
      b: { type: 'ClusterIP', clusterIp: '10.96.0.100' },
    };
    expect(problemsOf({ services })).toEqual([
      {
        path: 'services.b.clusterIp',
        value: '10.96.0.100',
        reason: 'is the address of services.a too',
        remedy: inBand('10.96.0.101'),
      },
    ]);
  });

  test('has a suggestion in the band of a small service network, which is taken', () => {
    const definition = (clusterIp: string): LabDefinition => ({
      cluster: { serviceCidr: '10.43.0.0/24' },
      services: { api: { type: 'ClusterIP', clusterIp } },
    });
    expect(problemsOf(definition('10.43.0.1'))[0]?.remedy).toBe(inBand('10.43.0.16'));
    expect(problemsOf(definition('10.43.0.16'))).toEqual([]);
  });

  test('has a suggestion beyond the band where that is full, which is said', () => {
    const taken = Array.from({ length: 15 }, (_, index) => index + 2).filter((offset) => offset !== 10);
    const services: Services = Object.fromEntries(
      [...taken, 1].map((offset) => [`s${offset}`, { type: 'ClusterIP' as const, clusterIp: `10.43.0.${offset}` }]),
    );
    expect(problemsOf({ cluster: { serviceCidr: '10.43.0.0/24' }, services })).toEqual([
      { path: 'services.s1.clusterIp', value: '10.43.0.1', reason: kubernetes, remedy: 'use 10.43.0.17, which is free' },
    ]);
  });
});

describe('the load balancer’s address of a Service', () => {
  test('is refused outside the pool', () => {
    expect(problemsOf({ services: { web: { type: 'LoadBalancer', address: '.61' } } })).toEqual([
      {
        path: 'services.web.address',
        value: '192.168.56.61',
        reason: "is not in the load balancer's pool 192.168.56.60",
        remedy: 'use one of 192.168.56.60, or make the pool larger',
      },
    ]);
  });
  test('is refused where another Service has it', () => {
    const services: Services = { a: { type: 'LoadBalancer', address: '.61' }, b: { type: 'LoadBalancer', address: '.61' } };
    expect(problemsOf({ loadBalancer: { pool: '.60-.69' }, services })).toEqual([
      {
        path: 'services.b.address',
        value: '192.168.56.61',
        reason: 'is the address of services.a too',
        remedy: 'use another one of 192.168.56.60-192.168.56.69, or make the pool larger',
      },
    ]);
  });
});

describe('a node port', () => {
  const remedy = 'use 30080, which is free and in the range kept for fixed ports (KEP-3668)';
  const web = (...nodePorts: number[]): LabDefinition => ({
    services: {
      web: {
        type: 'NodePort',
        ports: nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: index + 1, targetPort: 8080, nodePort })),
      },
    },
  });
  test.each([80, 29999, 32768, 30080.5])('is refused where it is %p', (nodePort) => {
    expect(problemsOf(web(nodePort))).toEqual([
      { path: 'services.web.ports[0].nodePort', value: String(nodePort), reason: 'is outside 30000-32767', remedy },
    ]);
  });
  test('is refused where another port has it', () => {
    expect(problemsOf(web(30080, 30080))).toEqual([
      {
        path: 'services.web.ports[1].nodePort',
        value: '30080',
        reason: 'is the node port of services.web.ports[0].nodePort too',
        remedy: 'use 30081, which is free and in the range kept for fixed ports (KEP-3668)',
      },
    ]);
  });
  test('is refused where another Service has it', () => {
    const services: Services = {
      a: { type: 'NodePort', ports: [{ nodePort: 31000 }] },
      b: { type: 'NodePort', ports: [{ nodePort: 31000 }] },
    };
    expect(problemsOf({ services })).toEqual([
      {
        path: 'services.b.ports[0].nodePort',
        value: '31000',
        reason: 'is the node port of services.a.ports[0].nodePort too',
        remedy,
      },
    ]);
  });
  test('has a suggestion beyond those kept for fixed ones where they are full, which is said', () => {
    const all = Array.from({ length: 86 }, (_, index) => 30000 + index);
    expect(problemsOf(web(...all, 80))).toEqual([
      {
        path: 'services.web.ports[86].nodePort',
        value: '80',
        reason: 'is outside 30000-32767',
        remedy: 'use 30086, which is free',
      },
    ]);
  });
  test.each(['ClusterIP', 'LoadBalancer', 'Headless'] as const)('is refused where the Service is of type %s', (type) => {
    const ports = [{ port: 8080, targetPort: 8080, nodePort: 30080 }];
    expect(problemsOf({ services: { web: { type, ports } } })).toEqual([
      {
        path: 'services.web.ports[0].nodePort',
        value: '30080',
        reason: `is for a Service of type NodePort, and this one is of type ${type}`,
        remedy: 'leave it out, or write type: NodePort',
      },
    ]);
  });
  test.each([30000, 30085, 30086, 32767])('is taken where it is %i', (nodePort) => {
    expect(problemsOf(web(nodePort))).toEqual([]);
  });
});

describe('the ports of a Service', () => {
  test.each<[Services[string], string, string, string, string | undefined]>([
    [
      {
        type: 'ClusterIP',
        ports: [
          { name: 'web', port: 80 },
          { name: 'web', port: 81 },
        ],
      },
      'ports[1].name',
      'web',
      'is the name of another port of this Service',
      undefined,
    ],
    [
      { type: 'ClusterIP', ports: [{ port: 80 }, { port: 80 }] },
      'ports[1].port',
      '80',
      'is the port of another port of this Service',
      undefined,
    ],
    [
      { type: 'Headless', ports: [{ port: 80 }] },
      'ports[0].port',
      '80',
      'cannot lead to 8080: clients of a headless Service connect to the pods themselves',
      'write 8080',
    ],
    [
      { type: 'NodePort', ports: [{ targetPort: 9000 }] },
      'ports[0].targetPort',
      '9000',
      'is no port of the workload api-tester, whose pods listen on 8080 and 8443',
      'write 8080 or 8443',
    ],
  ])('are refused in %j', (web, at, value, reason, remedy) => {
    expect(problemsOf({ services: { web } })).toEqual([
      { path: `services.web.${at}`, value, reason, ...(remedy !== undefined && { remedy }) },
    ]);
  });

  test('lead to the database’s only one', () => {
    const services: Services = {
      db: { type: 'Headless' },
      sql: { type: 'ClusterIP', workload: 'db', ports: [{ port: 80, targetPort: 8080 }] },
    };
    expect(problemsOf({ services })).toEqual([
      {
        path: 'services.sql.ports[0].targetPort',
        value: '8080',
        reason: 'is no port of the workload db, whose pods listen on 5432',
        remedy: 'write 5432',
      },
    ]);
  });
});

describe('a database', () => {
  const problem = {
    path: 'workloads.db',
    value: 'postgres',
    reason: 'is a StatefulSet, whose pods get their names from a headless Service, and no Service is one for it',
    remedy: 'add a Service { type: Headless, workload: db }',
  };
  test.each<[Services]>([
    [{ web: { type: 'ClusterIP', workload: 'db' } }],
    [{ db: { type: 'ClusterIP' } }],
    [{ db: { type: 'NodePort' }, web: { type: 'Headless', workload: 'api-tester' } }],
  ])('is refused without a headless Service of its own: %j', (services) => {
    expect(problemsOf({ services })).toEqual([problem]);
  });
  test('is refused without any Service', () => {
    expect(problemsOf({ workloads: { db: { kind: 'postgres' } }, services: {} })).toEqual([problem]);
  });
  test('is taken with one of any name', () => {
    expect(problemsOf({ services: { names: { type: 'Headless', workload: 'db' } } })).toEqual([]);
  });
});
