import { problemsOf } from '../problems';

describe('a DNS loop', () => {
  const reason = 'leads back to the servers that would ask it: a DNS loop';
  const upstream = 'use the gateway 192.168.56.1, or a server outside';

  test.each([
    ['the cluster DNS', '10.96.0.10'],
    ['a Service', '10.96.0.100'],
    ['a pod', '20.96.1.5'],
    ['itself', '192.168.56.50'],
    ['itself by its loopback address', '127.0.0.1'],
    ['the control plane', '192.168.56.30'],
    ['a worker', '192.168.56.31'],
  ])('is refused where the name server asks %s', (_whom, address) => {
    expect(problemsOf({ dns: { upstreams: ['.1', address] } })).toEqual([
      { path: 'dns.upstreams[1]', value: address, reason, remedy: upstream },
    ]);
    expect(problemsOf({ dns: { forwardZones: { 'partner.example': [address] } } })).toEqual([
      { path: 'dns.forwardZones.partner.example[0]', value: address, reason, remedy: upstream },
    ]);
  });

  test.each([
    ['itself', '10.96.0.10'],
    ['a pod', '20.96.1.5'],
    ['a node', '192.168.56.30'],
    ['its pod’s loopback address', '127.0.0.53'],
  ])('is refused where the cluster asks %s', (_whom, address) => {
    expect(problemsOf({ dns: { clusterForwarders: [address] } })).toEqual([
      { path: 'dns.clusterForwarders[0]', value: address, reason, remedy: 'use the name server 192.168.56.50' },
    ]);
  });

  test('is none where the cluster asks the name server, the gateway or a server outside', () => {
    expect(problemsOf({ dns: { clusterForwarders: ['.50', '.1', '203.0.113.53'] } })).toEqual([]);
  });

  test('is none where the name server asks the gateway or servers outside', () => {
    expect(problemsOf({ dns: { upstreams: ['9.9.9.9', '.1'], forwardZones: { 'partner.example': ['203.0.113.53'] } } })).toEqual(
      [],
    );
  });
});

test.each(['0.0.0.0', '224.0.0.1', '255.255.255.255', '169.254.169.254'])('a server at %s is refused', (address) => {
  const reason = 'is an address no host can have (RFC 6890)';
  const dns = { upstreams: [address], clusterForwarders: [address], forwardZones: { 'a.example': [address] } };
  expect(problemsOf({ dns })).toEqual([
    { path: 'dns.upstreams[0]', value: address, reason },
    { path: 'dns.clusterForwarders[0]', value: address, reason },
    { path: 'dns.forwardZones.a.example[0]', value: address, reason },
  ]);
});
