import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files';
import { keepRecords, putBackRecords } from '../../../operations/checkpoint/lab-records';

let stateDir: string;
let folder: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'records-'));
  folder = join(stateDir, 'checkpoints', 'ready');
  mkdirSync(folder, { recursive: true });
  mkdirSync(labFiles(stateDir).terraform);
});
afterEach(() => rmSync(stateDir, { recursive: true }));

test('Terraform’s states are what they were, and readable for their owner alone', () => {
  const file = labFiles(stateDir).terraformState('services');
  writeFileSync(file, 'before');
  keepRecords(stateDir, folder);
  expect(statSync(join(folder, 'records', 'services.tfstate')).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'after');
  putBackRecords(stateDir, folder);
  putBackRecords(stateDir, folder);
  expect(readFileSync(file, 'utf8')).toBe('before');
});

test('a record that was not there then is removed', () => {
  keepRecords(stateDir, folder);
  const { boots } = labFiles(stateDir);
  writeFileSync(boots, '{}');
  putBackRecords(stateDir, folder);
  expect(existsSync(boots)).toBe(false);
});

test('what is changed at this moment and the lab’s identity are no records of then', () => {
  const { changes, identity } = labFiles(stateDir);
  for (const file of [changes, identity]) writeFileSync(file, 'before');
  keepRecords(stateDir, folder);
  for (const file of [changes, identity]) writeFileSync(file, 'after');
  putBackRecords(stateDir, folder);
  for (const file of [changes, identity]) expect(readFileSync(file, 'utf8')).toBe('after');
});
