import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkBase, linkOrCopy, mountBase } from '../../../hypervisor/embedded/base-disks';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'base-disks-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('a file that is not there is told', () => {
  expect(() => linkOrCopy(join(folder, 'none'), join(folder, 'other'))).toThrow('ENOENT');
});

test('on one file system it is one file with two names', () => {
  const from = file('disk.qcow2', 'disk');
  linkOrCopy(from, join(folder, 'other'));
  expect(statSync(join(folder, 'other')).ino).toBe(statSync(from).ino);
});

test('a lab whose storage has no base mounts nothing', () => {
  expect(mountBase(labPathsOf('lesson'), folder)).toEqual([]);
});

test('a lab with a base has it read-only where its libvirt looks', () => {
  mkdirSync(join(folder, 'base'));
  const inside = '/var/lib/libvirt/images/base';
  expect(mountBase(labPathsOf('lesson'), folder)).toEqual([
    `mount --bind ${inside} ${inside}`,
    `mount -o remount,bind,ro ${inside}`,
  ]);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('the disks of all machines and the image become the base, anew each time', () => {
  mkdirSync(join(folder, 'storage', 'base'), { recursive: true });
  writeFileSync(join(folder, 'storage', 'base', 'old.qcow2'), '');
  for (const name of ['node_image.qcow2', 'worker-1.qcow2']) file(name, name);
  linkBase(folder, join(folder, 'storage'), ['worker-1']);
  expect(() => statSync(join(folder, 'storage', 'base', 'old.qcow2'))).toThrow('ENOENT');
  for (const name of ['node_image.qcow2', 'worker-1.qcow2'])
    expect(statSync(join(folder, 'storage', 'base', name)).ino).toBe(statSync(join(folder, name)).ino);
  expect(statSync(join(folder, 'storage', 'base')).mode & 0o777).toBe(0o710);
});
