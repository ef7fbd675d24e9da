import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainType, guestBoots } from '../../../hypervisor/preflight/kvm';

// Needs QEMU, and in LAB_KERNEL and LAB_INITRD the paths of a guest's kernel and initial RAM disk.
jest.setTimeout(90_000);

const { LAB_KERNEL: kernel = '', LAB_INITRD: initrd = '' } = process.env;
const cache = mkdtempSync(join(tmpdir(), 'kvm-'));

afterAll(() => rmSync(cache, { recursive: true }));

test('an emulated guest boots', async () => {
  expect(await guestBoots('tcg', kernel, initrd, join(cache, 'console.log'))).toBe(true);
});

test('whether guests boot with KVM is tried once and remembered', async () => {
  const first = await domainType(kernel, initrd, cache, undefined, {});
  const started = Date.now();
  expect(await domainType(kernel, initrd, cache, undefined, {})).toBe(first);
  expect(Date.now() - started).toBeLessThan(5_000);
});
