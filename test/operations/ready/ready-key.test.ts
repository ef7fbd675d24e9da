import { resolveLab } from '../../../lib/model';
import { readyKey, readyMachine, type ReadyConditions } from '../../../operations/ready/ready-key';

const conditions: ReadyConditions = {
  image: { key: 'abc' },
  domainType: 'qemu',
  providers: 'mirror',
  qemu: 'QEMU emulator version 7.2.22',
  processor: 'one',
};
const key = (definition: Parameters<typeof resolveLab>[0] = {}, changed: Partial<ReadyConditions> = {}) =>
  readyKey(resolveLab(definition), { ...conditions, ...changed });

test.each<[string, string]>([
  ['another worker', key({ workers: { count: 1 } })],
  ['another address', key({ network: { cidr: '192.168.57.0/24' } })],
  ['another site of the simulated internet', key({ internet: { sites: ['new.example.org'] } })],
  ['another image', key({}, { image: { key: 'abd' } })],
  ['another QEMU', key({}, { qemu: 'QEMU emulator version 10.0' })],
  ['KVM in place of emulation', key({}, { domainType: 'kvm' })],
  ['providers of another origin', key({}, { providers: 'registry' })],
])('%s is another lab to begin with', (_what, other) => {
  expect(other).toMatch(/^[0-9a-f]{16}$/);
  expect(other).not.toBe(key());
});

test('a lab of another name, or with its disks elsewhere, may begin with the same', () => {
  expect(key({ name: 'second' })).toBe(key());
  expect(key({ hypervisor: { storage: '/srv/labs' } })).toBe(key());
});

test('the processor counts only for guests that see it', () => {
  expect(key({}, { processor: 'two' })).toBe(key());
  expect(key({}, { domainType: 'kvm', processor: 'two' })).not.toBe(key({}, { domainType: 'kvm' }));
});

test('this machine tells its QEMU and its processor', async () => {
  expect(await readyMachine()).toEqual({ qemu: expect.stringContaining('QEMU emulator version'), processor: expect.any(String) });
});
