import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPrivate } from '../../host/private-folder';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'private-'));
  folder = join(parent, 'secrets');
  mkdirSync(folder);
});
afterEach(() => rmSync(parent, { recursive: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a link is refused, wherever it leads', () => {
  symlinkSync(folder, join(parent, 'link'));
  expect(() => keepPrivate(join(parent, 'link'))).toThrow(`${parent}/link is no folder`);
});

const asRoot = process.geteuid!() === 0 ? test : test.skip;
asRoot('a folder of another user is refused, with who may use it', () => {
  chownSync(folder, 65534, 65534);
  expect(() => keepPrivate(folder)).toThrow(
    expect.objectContaining({
      kind: 'environment',
      message: `${folder} belongs to the user 65534, and this command runs as the user 0`,
      remedy: 'run it as the user 65534',
    }),
  );
});

test('a folder that others may read is narrowed with the files in it', () => {
  const file = join(folder, 'ca.key');
  writeFileSync(file, 'key');
  for (const [path, wide] of [
    [folder, 0o777],
    [file, 0o644],
  ] as const)
    chmodSync(path, wide);
  keepPrivate(folder);
  expect([mode(folder), mode(file)]).toEqual(['700', '600']);
});

test('what a link in the folder leads to stays as it is', () => {
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(elsewhere, 'public');
  chmodSync(elsewhere, 0o644);
  symlinkSync(elsewhere, join(folder, 'link'));
  keepPrivate(folder);
  expect(mode(elsewhere)).toBe('644');
});
