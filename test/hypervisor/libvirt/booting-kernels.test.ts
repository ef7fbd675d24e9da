import { isKernelBooting } from '../../../hypervisor/libvirt/booting-kernels';

/** As `virsh domstats --state --block` prints it, with what is not read left out. */
const stats = (given: { state?: string; reason?: string; disk?: string; read?: number; seed?: number }): string => `
Domain: 'k8s-worker-1'
  state.state=${given.state ?? '1'}
  state.reason=${given.reason ?? '1'}
  block.count=2
  block.0.name=${given.disk ?? 'vda'}
  block.0.path=/pool/node=1.qcow2
  block.0.rd.reqs=9
  block.0.rd.bytes=${given.read ?? 0}
  block.1.name=hdd
  block.1.rd.bytes=${given.seed ?? 0}
`;

test('a machine that was booted and has read nothing boots', () => {
  expect(isKernelBooting(stats({}))).toBe(true);
});

test('what the firmware reads of the disk and of the seed is no root file system', () => {
  expect(isKernelBooting(stats({ read: 24_576, seed: 2 ** 21 }))).toBe(true);
});

test.each([
  ['has read its root file system', { read: 16_408_064 }],
  ['was brought back from its memory', { reason: '4' }],
  ['goes on after a pause', { reason: '5' }],
  ['is paused', { state: '3', reason: '1' }],
  ['is off', { state: '5' }],
  ['has no disk of the lab’s kind', { disk: 'sda' }],
])('a machine that %s does not', (_what, given) => {
  expect(isKernelBooting(stats(given))).toBe(false);
});
