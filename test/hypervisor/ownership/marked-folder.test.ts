import { mkdirSync, mkdtempSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import {
  ensureMarkedFolder,
  folderOwner,
  isForeignFolder,
  removeMarkedFolder,
} from '../../../hypervisor/ownership/marked-folder';

const [own, other] = [newIdentity('a'), newIdentity('b')];
let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'lab-'));
  folder = join(base, 'storage');
});
afterEach(() => rmSync(base, { recursive: true }));

test('a folder that the lab makes carries its identity, and goes with it', () => {
  ensureMarkedFolder(folder, own);
  ensureMarkedFolder(folder, own);
  expect(folderOwner(folder)).toEqual(own);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(removeMarkedFolder(folder, own)).toBe(true);
  expect(existsSync(folder)).toBe(false);
  expect(removeMarkedFolder(folder, own)).toBe(false);
});

test('fails for a folder with somebody’s files, which is never removed', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis'), '');
  expect(() => ensureMarkedFolder(folder, own)).toThrow(`the folder ${folder} is in use and belongs to no lab`);
  expect(removeMarkedFolder(folder, own)).toBe(false);
  expect(existsSync(join(folder, 'thesis'))).toBe(true);
});

test('fails for the folder of another lab, by its name', () => {
  ensureMarkedFolder(folder, other);
  expect(isForeignFolder(folder, own)).toBe(true);
  expect(isForeignFolder(folder, undefined)).toBe(true);
  expect(() => ensureMarkedFolder(folder, own)).toThrow('belongs to the lab "b"');
  expect(removeMarkedFolder(folder, undefined)).toBe(false);
});

test('an empty folder becomes the lab’s, and a folder that was open to others is closed', () => {
  mkdirSync(folder, { mode: 0o755 });
  ensureMarkedFolder(folder, own);
  expect(folderOwner(folder)).toEqual(own);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
