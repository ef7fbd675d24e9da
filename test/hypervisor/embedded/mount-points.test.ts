import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { abandonedMountPoints, ensureMountPoints, removeMountPoints } from '../../../hypervisor/embedded/mount-points';

const root = mkdtempSync(join(tmpdir(), 'mount-points-'));
const made = join(root, 'made');
const own = join(root, 'own');

afterAll(() => rmSync(root, { recursive: true }));

test('folders are made where there are none, and removed again', () => {
  mkdirSync(own);
  ensureMountPoints([made, own]);
  ensureMountPoints([made, own]);
  expect(abandonedMountPoints([made, own])).toEqual([made]);
  removeMountPoints([made, own]);
  removeMountPoints([made, own]);
  expect([existsSync(made), existsSync(own)]).toEqual([false, true]);
});

test('a folder that somebody uses by now stays', () => {
  ensureMountPoints([made]);
  writeFileSync(join(made, 'libvirt.conf'), '');
  removeMountPoints([made]);
  expect(existsSync(join(made, 'libvirt.conf'))).toBe(true);
  expect(abandonedMountPoints([made])).toEqual([]);
});
