import { endpointChain, serviceChain, servicePortName } from '../../../lib/path';

const port = { namespace: 'default', service: 'api-tester-lb', portName: 'http', protocol: 'tcp' } as const;

test('chains of another protocol, name or endpoint have other names', () => {
  const chains = [
    serviceChain('SVC', port),
    serviceChain('SVC', { ...port, protocol: 'udp' }),
    serviceChain('SVC', { ...port, portName: '' }),
    endpointChain(port, { address: '20.96.3.4', port: 8080 }),
    endpointChain(port, { address: '20.96.3.4', port: 8081 }),
  ];
  expect(new Set(chains).size).toBe(chains.length);
});

test('chains have the names that kube-proxy gave them on a running node', () => {
  expect(serviceChain('EXT', port)).toBe('KUBE-EXT-YRWBZM7I76HZQT77');
  expect(serviceChain('SVC', port)).toBe('KUBE-SVC-YRWBZM7I76HZQT77');
  expect(endpointChain(port, { address: '20.96.3.4', port: 8080 })).toBe('KUBE-SEP-CFH23ZOQUHHP2KYU');
});

test('a port without a name is told without a colon', () => {
  expect(servicePortName({ ...port, portName: '' })).toBe('default/api-tester-lb');
});
