import { resolveLab } from '../../../lib/model';
import { connectionOrigin, tunnelNodes } from '../../../operations/connections/open-dialer';

test.each([
  ['gateway', 'embedded', '--from gateway: there is no such place'],
  ['', 'embedded', '--from : there is no such place'],
  ['outside', 'system', '--from outside: behind a libvirt of your own there is no outside user'],
] as const)('connections do not begin at %p of the hypervisor %s', (from, kind, message) =>
  expect(() => connectionOrigin(from, { kind })).toThrow(message),
);

test('connections begin on the lab’s network or, where there is one, at an outside user’s host', () => {
  expect(connectionOrigin('lan', { kind: 'system' })).toBe('lan');
  expect(connectionOrigin('outside', { kind: 'embedded' })).toBe('outside');
});

test('nodes make connections, workers first, each known by its host key; the name server does not', () => {
  const knownHosts = [
    'control-plane,192.168.56.30 ssh-ed25519 AAAA30',
    'worker-1,192.168.56.31 ssh-ed25519 AAAA31',
    'name-server,192.168.56.50 ssh-ed25519 AAAA50',
    '',
  ].join('\n');
  expect(tunnelNodes(resolveLab(), knownHosts)).toEqual([
    { name: 'worker-1', address: '192.168.56.31', hostKey: 'AAAA31' },
    { name: 'control-plane', address: '192.168.56.30', hostKey: 'AAAA30' },
  ]);
});
