import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differenceOf, readFiles, writeFiles } from '../../../dev/expected/compare-expected';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'expected-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder that is not there holds no files', () => {
  expect(readFiles(join(folder, 'absent'))).toEqual({});
});

test('writing makes the folder hold these files and no other', () => {
  writeFiles(folder, { 'a/b.yaml': 'one\n', old: 'x\n' });
  writeFiles(folder, { 'a/b.yaml': 'two\n', 'c.yaml': 'three\n' });
  expect(readFiles(folder)).toEqual({ 'a/b.yaml': 'two\n', 'c.yaml': 'three\n' });
});

test('equal files have no difference', () => {
  expect(differenceOf({ a: 'x\n' }, { a: 'x\n' }, 'place')).toBe('');
});

test('the difference is a unified diff of what changed, is missing and is new', () => {
  const difference = differenceOf({ same: 's\n', a: '1\n2\n', gone: 'g\n' }, { same: 's\n', a: '1\n3\n', new: 'n\n' }, 'place');
  expect(difference).toContain('--- place/a\n+++ place/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n');
  expect(difference).toContain('--- place/gone\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-g\n');
  expect(difference).toContain('--- /dev/null\n+++ place/new\n@@ -0,0 +1,1 @@\n+n\n');
  expect(difference).not.toContain('place/same');
});
