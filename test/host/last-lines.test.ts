import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, lastLinesOf } from '../../host/last-lines';

test.each([
  ['', 2, ''],
  ['one\n', 2, 'one'],
  ['one\ntwo\nthree\n\n', 2, 'two\nthree'],
])('of %j the last %i lines are %j', (text, count, expected) => expect(lastLines(text, count)).toBe(expected));

test('of a file only its end is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'last-lines-'));
  writeFileSync(join(folder, 'log'), `${'x'.repeat(100_000)}\none\ntwo\n`);
  expect(lastLinesOf(join(folder, 'log'), 3)).toBe('one\ntwo');
  rmSync(folder, { recursive: true });
});
