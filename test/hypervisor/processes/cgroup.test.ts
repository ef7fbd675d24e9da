import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cgroupFolder, cgroupRoot, inCgroup, limitsOf, startCgroup } from '../../../hypervisor/processes/cgroup';
import { resolveLab } from '../../../lib/model';

const lab = resolveLab();
const root = mkdtempSync(join(tmpdir(), 'cgroup-'));
const group = (name: string) => ({ cgroup: name });
afterAll(() => rmSync(root, { recursive: true }));

/** A group as the kernel makes it, whose files a plain folder does not have. */
function offering(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  return join(root, name);
}

test('a lab has the memory and processors of its machines, and some room', () => {
  expect(limitsOf(lab, 'kvm')).toEqual({
    'memory.max': String((3072 + 2 * 2048 + 512 + 4 * 256 + 1024) * 1024 ** 2),
    'cpu.max': '600000 100000',
    'cpu.weight': '50',
    'io.weight': 'default 50',
    'pids.max': '1024',
  });
  // An emulator keeps translated code.
  expect(Number(limitsOf(lab, 'qemu')['memory.max'])).toBeGreaterThan(Number(limitsOf(lab, 'kvm')['memory.max']));
});

test('the hierarchy of version 2 is found where it is mounted, also beside those of version 1', () => {
  const v1 = '31 26 0:28 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory';
  const v2 = '40 26 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw';
  expect(cgroupRoot([v1, v2].join('\n'))).toBe('/sys/fs/cgroup/unified');
  expect(cgroupRoot(v1)).toBeUndefined();
});

test('a command runs as it is where there is no group', () => {
  expect(inCgroup(group('kubernetes-network-lab-none'), ['a', 'b'])).toEqual(['a', 'b']);
});

test('limits are set, those that are missing are told, and a missing weight for disks is no matter', () => {
  const folder = offering('some', { 'memory.max': 'max', 'cpu.max': 'max 100000', 'cpu.weight': '100', 'cgroup.procs': '' });
  expect(startCgroup(group('some'), limitsOf(lab, 'kvm'), root)).toBe(`${root} does not offer pids.max`);
  expect(readFileSync(join(folder, 'cpu.max'), 'utf8')).toBe('600000 100000');
  writeFileSync(join(folder, 'pids.max'), 'max');
  expect(startCgroup(group('some'), limitsOf(lab, 'kvm'), root)).toBeUndefined();
  expect(readdirSync(folder)).not.toContain('io.weight');
});

test('machines that run keep the memory they were promised', () => {
  const limits = (bytes: number) => ({ 'memory.max': String(bytes) });
  const folder = offering('shrinking', { 'memory.max': 'max', 'cgroup.procs': '1\n' });
  const now = () => readFileSync(join(folder, 'memory.max'), 'utf8');
  expect([startCgroup(group('shrinking'), limits(1000), root), now()]).toEqual([undefined, '1000']);
  expect([startCgroup(group('shrinking'), limits(500), root), now()]).toEqual([undefined, '1000']);
  expect([startCgroup(group('shrinking'), limits(2000), root), now()]).toEqual([undefined, '2000']);
  writeFileSync(join(folder, 'cgroup.procs'), '');
  expect([startCgroup(group('shrinking'), limits(500), root), now()]).toEqual([undefined, '500']);
});

test('without cgroups of version 2, or where they may not be written, the lab goes on and says so', () => {
  expect(startCgroup(group('x'), {}, '')).toBe('this machine has no cgroups of version 2');
  expect(startCgroup(group('x'), {}, '/proc/sys/none')).toBe('/proc/sys/none is not writable');
  expect(cgroupFolder(group('x'), '/sys/fs/cgroup')).toBe('/sys/fs/cgroup/x');
});
