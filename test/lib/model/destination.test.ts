import { type Destination, destinationOf, IpAddress, isClusterAddress, resolveLab } from '../../../lib/model';

const lab = resolveLab();
const from = (origin: 'lan' | 'outside', host: string): Destination => destinationOf(lab, origin, host);

test.each([
  ['localhost', 'this machine is no part of the lab'],
  ['printer.localhost', 'this machine is no part of the lab'],
  ['127.0.0.1', 'this machine is no part of the lab'],
  ['127.1.2.3', 'this machine is no part of the lab'],
  ['0.0.0.0', 'this machine is no part of the lab'],
  ['::1', 'the lab has IPv4 addresses only'],
  ['2001:db8:0:0:0:0:0:1', 'the lab has IPv4 addresses only'],
  ['192.168.56.300', 'it is no IPv4 address'],
  ['192.168.56', 'it is no IPv4 address'],
  ['010.0.0.1', 'it is no IPv4 address'],
  ['', 'it is no host name'],
  ['-oProxyCommand=x', 'it is no host name'],
  ['a..b', 'it is no host name'],
  ['a b', 'it is no host name'],
  [`${'a'.repeat(64)}.b`, 'it is no host name'],
])('%p is refused', (host, reason) => {
  for (const origin of ['lan', 'outside'] as const) expect(from(origin, host)).toEqual({ kind: 'refused', reason });
});

test.each([
  ['192.168.56.60', { kind: 'address', address: IpAddress.parse('192.168.56.60') }],
  ['www', { kind: 'name', name: 'www.company.internal' }],
  ['WWW.Company.Internal.', { kind: 'name', name: 'www.company.internal' }],
  ['github.com', { kind: 'name', name: 'github.com' }],
  ['api-tester.default.svc', { kind: 'cluster-name', name: 'api-tester.default.svc.cluster.local' }],
  ['db-0.db.default.svc.cluster.local', { kind: 'cluster-name', name: 'db-0.db.default.svc.cluster.local' }],
  ['notcluster.local', { kind: 'name', name: 'notcluster.local' }],
])('from the lab’s network %s is %j', (host, expected) => expect(from('lan', host)).toEqual(expected));

test('to an outsider no name is the cluster’s or the company’s', () => {
  expect(from('outside', 'www')).toEqual({ kind: 'name', name: 'www' });
  const name = 'api-tester.default.svc.cluster.local';
  expect(from('outside', name)).toEqual({ kind: 'name', name });
});

test.each([
  ['10.96.0.100', true],
  ['10.111.255.255', true],
  ['20.96.1.2', true],
  ['10.112.0.0', false],
  ['192.168.56.60', false],
  ['203.0.113.80', false],
])('%s is an address within the cluster: %p', (address, expected) =>
  expect(isClusterAddress(lab, IpAddress.parse(address))).toBe(expected),
);
