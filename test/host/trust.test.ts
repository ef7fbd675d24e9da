import { chmodSync, chownSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignWriter, trusted } from '../../host/trust';

const nobody = 65534;
/** Only root can give files to others. */
const asRoot = process.geteuid?.() === 0 ? test : test.skip;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  file = join(folder, 'a', 'b', 'file');
  writeFileSync(file, '', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what others can write is told with the place, its mode and its group', () => {
  chmodSync(file, 0o646);
  expect(foreignWriter(file)).toBe(`${file} can be written by other users (mode 0646, group ${process.getegid!()})`);
});

test('what others can put something else in place of is told, too', () => {
  chmodSync(join(folder, 'a'), 0o757);
  expect(foreignWriter(file)).toBe(`${join(folder, 'a')} can be written by other users (mode 0757, group ${process.getegid!()})`);
});

test('a sticky folder on the way is none of theirs, but one to put files into is', () => {
  chmodSync(join(folder, 'a'), 0o1777);
  expect(foreignWriter(file)).toBeUndefined();
  expect(foreignWriter(join(folder, 'a'))).toContain('can be written by other users (mode 1777');
});

asRoot('a file and a folder of another user are told', () => {
  chownSync(file, nobody, nobody);
  expect(foreignWriter(file)).toBe(`${file} belongs to the user 65534 (mode 0644, group 65534)`);
  chownSync(file, 0, 0);
  chownSync(join(folder, 'a'), nobody, nobody);
  expect(foreignWriter(file)).toContain(`${join(folder, 'a')} belongs to the user 65534`);
});

asRoot('a link of another user is told, and so is where a link leads', () => {
  const link = join(folder, 'link');
  symlinkSync('a/b', link);
  expect(foreignWriter(join(link, 'file'))).toBeUndefined();
  lchownSync(link, nobody, nobody);
  expect(foreignWriter(join(link, 'file'))).toContain(`${link} belongs to the user 65534`);
  lchownSync(link, 0, 0);
  chmodSync(join(folder, 'a'), 0o777);
  expect(foreignWriter(join(link, 'file'))).toContain(`${join(folder, 'a')} can be written`);
});

asRoot('a group counts where it is not root’s and not ours', () => {
  chmodSync(file, 0o664);
  expect(foreignWriter(file)).toBeUndefined();
  chownSync(file, 0, nobody);
  expect(foreignWriter(file)).toContain('can be written by other users (mode 0664, group 65534)');
});

asRoot('the user who called sudo is trusted with files and groups', () => {
  chownSync(file, 1234, 5678);
  chmodSync(file, 0o664);
  expect(foreignWriter(file, trusted({}))).toContain('belongs to the user 1234');
  expect(foreignWriter(file, trusted({ SUDO_UID: '1234', SUDO_GID: '5678' }))).toBeUndefined();
  expect(foreignWriter(file, trusted({ SUDO_UID: '1234 or more' }))).toContain('belongs to the user 1234');
});

test('what is not there yet is judged by what it would be made in, and links in a circle end', () => {
  expect(foreignWriter(join(folder, 'not', 'there'))).toBeUndefined();
  chmodSync(folder, 0o777);
  expect(foreignWriter(join(folder, 'not', 'there'))).toContain(`${folder} can be written`);
  chmodSync(folder, 0o700);
  symlinkSync('circle', join(folder, 'circle'));
  expect(foreignWriter(join(folder, 'circle', 'file'))).toBeUndefined();
});
