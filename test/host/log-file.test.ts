import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tailOf, trimLog } from '../../host/log-file';

const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
const file = join(folder, 'x.log');
afterAll(() => rmSync(folder, { recursive: true }));

test('the end of a file begins with a whole line', () => {
  writeFileSync(file, 'one\ntwo\nthree\n');
  expect(tailOf(file, 100)).toBe('one\ntwo\nthree\n');
  expect(tailOf(file, 9)).toBe('three\n');
});

test('a line that is longer than what is wanted is shown from its middle', () => {
  writeFileSync(file, `one\n${'x'.repeat(100)}\n`);
  expect(tailOf(file, 10)).toBe(`${'x'.repeat(9)}\n`);
});

test('the end of a file that does not fit into memory is read all the same', () => {
  writeFileSync(file, '');
  truncateSync(file, 2 ** 40);
  expect(tailOf(file, 4)).toHaveLength(4);
});

test('of a log beyond its limit the newer half stays, readable by its owner alone', () => {
  writeFileSync(file, 'old\n'.repeat(10) + 'new\n'.repeat(10));
  trimLog(file, 80);
  expect(readFileSync(file, 'utf8')).toHaveLength(80);
  trimLog(file, 79);
  expect(readFileSync(file, 'utf8')).toMatch(/^(new\n){9}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['x.log']);
});

test('a log that is not there is none', () => {
  trimLog(join(folder, 'none.log'));
  expect(existsSync(join(folder, 'none.log'))).toBe(false);
});
