import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { begunRemoval, beginRemoval } from '../../../operations/lab-folder/removal';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'removal-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a lab that nobody has begun to remove is none', () => {
  expect(begunRemoval(folder)).toBeUndefined();
});

test('a removal that began is known until the folder is gone', () => {
  beginRemoval(folder);
  expect(Date.parse(begunRemoval(folder)!.since)).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
  expect(begunRemoval(folder)).toBeUndefined();
});

test('of a lab without a folder nothing is written', () => {
  const none = join(folder, 'none');
  beginRemoval(none);
  expect(existsSync(none)).toBe(false);
});
