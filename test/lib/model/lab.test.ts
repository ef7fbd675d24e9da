import {
  apiEndpoint,
  companyName,
  governingService,
  machines,
  machinesWithPaths,
  nodePodCidr,
  nodes,
  resolveLab,
  reverseZone,
  serviceDnsName,
} from '../../../lib/model';

const lab = resolveLab();

test('the nodes are the control plane, then the workers; the name server is a machine and no node', () => {
  expect(nodes(lab).map(({ name }) => name)).toEqual(['control-plane', 'worker-1', 'worker-2']);
  expect(machines(lab).map(({ name }) => name)).toEqual(['control-plane', 'worker-1', 'worker-2', 'name-server']);
});

test.each([
  ['control-plane', '20.96.1.0/24'],
  ['worker-1', '20.96.2.0/24'],
  ['worker-2', '20.96.3.0/24'],
])('the pods of %s have addresses in %s', (name, expected) => {
  expect(
    String(
      nodePodCidr(
        lab,
        nodes(lab).find((node) => node.name === name)!,
      ),
    ),
  ).toBe(expected);
});

test('node ranges of another length follow one another too', () => {
  const other = resolveLab({ cluster: { podCidr: '10.0.0.0/16', nodePodPrefix: 26 } });
  expect(nodes(other).map((node) => String(nodePodCidr(other, node)))).toEqual([
    '10.0.0.64/26',
    '10.0.0.128/26',
    '10.0.0.192/26',
  ]);
});

test('the API is reached at the control plane', () => {
  expect(apiEndpoint(lab)).toBe('192.168.56.30:6443');
});

test('names inside the cluster and in the company', () => {
  expect(serviceDnsName(lab, { name: 'db' })).toBe('db.default.svc.cluster.local');
  expect(companyName(lab, { name: 'intranet' })).toBe('intranet.company.internal');
});

test.each([
  ['192.168.56.0/24', '56.168.192.in-addr.arpa'],
  ['192.168.56.0/26', '56.168.192.in-addr.arpa'],
  ['192.168.0.0/16', '168.192.in-addr.arpa'],
  ['192.168.56.0/23', '168.192.in-addr.arpa'],
  ['10.0.0.0/8', '10.in-addr.arpa'],
])('the reverse zone of %s is %s', (cidr, expected) => {
  const hosts = { client: '.10', gateway: '.1' };
  const small = cidr.endsWith('/26');
  const definition = {
    network: { cidr, client: hosts.client },
    ...(small && { nameServer: { address: '.40' } }),
    cluster: { serviceCidr: '172.16.0.0/16' },
  };
  expect(reverseZone(resolveLab(definition))).toBe(expected);
});

test.each([
  ['10.0.0.0/16', '10.0.0.1', '10.0.0.10'],
  ['172.20.16.0/20', '172.20.16.1', '172.20.16.10'],
])('in the service network %s the API has %s and the cluster DNS %s', (serviceCidr, api, dns) => {
  const { cluster } = resolveLab({ cluster: { serviceCidr } });
  expect([String(cluster.apiServiceAddress), String(cluster.dnsServiceAddress)]).toEqual([api, dns]);
});

test('the headless Services are db and api-tester2', () => {
  expect(lab.services.filter(({ type }) => type === 'Headless').map(({ name }) => name)).toEqual(['api-tester2', 'db']);
});

test('every machine is known by the place of its definition', () => {
  expect(machinesWithPaths(lab).map(({ path, machine }) => `${path} ${machine.name}`)).toEqual([
    'controlPlane control-plane',
    'workers[0] worker-1',
    'workers[1] worker-2',
    'nameServer name-server',
  ]);
});

test('a StatefulSet’s pods get their names from its first headless Service', () => {
  const services = {
    sql: { type: 'ClusterIP', workload: 'db' },
    web: { type: 'Headless', workload: 'api-tester' },
    one: { type: 'Headless', workload: 'db' },
    two: { type: 'Headless', workload: 'db' },
  } as const;
  const other = resolveLab({ services });
  const workload = other.workloads.find(({ name }) => name === 'db')!;
  expect(governingService(other, workload).name).toBe('one');
  expect(() => governingService({ ...other, services: [] }, workload)).toThrow('no headless Service for db');
});
