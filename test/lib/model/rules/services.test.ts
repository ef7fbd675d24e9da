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
