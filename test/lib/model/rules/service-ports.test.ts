import type { LabDefinition } from '../../../../lib/model';
import { problemsOf } from '../problems';

type Services = NonNullable<LabDefinition['services']>;

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
