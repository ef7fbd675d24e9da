import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyToFolder, withPatches } from '../../../build/go/go-patch';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
};
const patch = (): string =>
  write('correction.patch', [
    '--- a/word.go',
    '+++ b/word.go',
    '@@ -1,3 +1,3 @@',
    ' package word',
    ' ',
    '-const Word = "wrong"',
    '+const Word = "right"',
    '--- /dev/null',
    '+++ b/inside/new.go',
    '@@ -0,0 +1 @@',
    '+package inside',
  ]);

test('a patch changes files and makes new ones', () => {
  write('word.go', ['package word', '', 'const Word = "wrong"']);
  applyToFolder(folder, patch());
  expect(readFileSync(join(folder, 'word.go'), 'utf8')).toBe('package word\n\nconst Word = "right"\n');
  expect(readFileSync(join(folder, 'inside/new.go'), 'utf8')).toBe('package inside\n');
});

test('a patch for another version is refused, and nothing is written', () => {
  write('word.go', ['package word', '', 'const Word = "another"']);
  expect(() => applyToFolder(folder, patch())).toThrow(/correction\.patch does not fit word\.go/);
  expect(existsSync(join(folder, 'inside'))).toBe(false);
});

test('a program without corrections is built where it lies', async () => {
  expect(await withPatches({ folder }, (place) => Promise.resolve(place))).toBe(folder);
});
