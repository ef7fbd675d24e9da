import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { tarFiles } from '../../../host/bootstrap/tar-reader.mjs';
import { type Entry, tarOf } from './tar-of';

/** Names and contents, read from pieces of so many bytes. */
async function read(archive: Buffer, length = 700): Promise<[string, string][]> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < archive.length; at += length) pieces.push(archive.subarray(at, at + length));
  const found: [string, string][] = [];
  for await (const file of tarFiles(Readable.from(pieces))) {
    const parts: Buffer[] = [];
    for await (const piece of file.pieces) parts.push(piece);
    found.push([file.name, Buffer.concat(parts).toString()]);
  }
  return found;
}

test.each<[string, Entry, RegExp]>([
  ['a name that leads up', { name: '../etc/cron.d/x' }, /holds a file that would lie elsewhere: "\.\.\/etc\/cron\.d\/x"/],
  ['a name that leads up in the middle', { name: 'image/../../x' }, /would lie elsewhere/],
  ['an absolute name', { name: '/etc/passwd' }, /would lie elsewhere/],
  ['no name', { name: '' }, /would lie elsewhere/],
  ['a symbolic link', { name: 'image', type: '2' }, /holds image, which is a symbolic link/],
  ['a hard link', { name: 'passwd', type: '1' }, /which is a hard link/],
  ['a character device', { name: 'mem', type: '3' }, /which is a device/],
  ['a block device', { name: 'vda', type: '4' }, /which is a device/],
  ['a folder', { name: 'folder', type: '5' }, /which is a folder/],
  ['a pipe', { name: 'pipe', type: '6' }, /which is a pipe/],
  ['a type of another kind of tar', { name: 'long', type: 'L' }, /of the unknown type "L"/],
  ['a program that runs as its owner', { name: 'sh', mode: 0o4755 }, /holds sh, which would run with another's rights/],
  ['a program that runs as its group', { name: 'sh', mode: 0o2755 }, /another's rights/],
])('an archive with %s is refused', async (_what, entry, words) => {
  await expect(read(tarOf([{ name: 'good', content: 'x' }, entry]))).rejects.toThrow(words);
});

test.each<[string, (archive: Buffer) => Buffer]>([
  ['in a header', (archive) => archive.subarray(0, 100)],
  ['in a file', (archive) => archive.subarray(0, 520)],
  ['behind a file, without its end', (archive) => archive.subarray(0, 1024)],
])('an archive that is cut off %s is damaged', async (_where, cut) => {
  await expect(read(cut(tarOf([{ name: 'a', content: 'a'.repeat(300) }])))).rejects.toThrow(/damaged: it ends too early/);
});

test('a header with one other bit is damaged', async () => {
  const archive = tarOf([{ name: 'a', content: 'x' }]);
  archive[100]! ^= 1;
  await expect(read(archive)).rejects.toThrow(/damaged: a header in it is not what was written/);
});

test.each([1, 511, 512, 513, 100_000])('files are read from pieces of %d bytes', async (length) => {
  const contents = ['', 'x', 'y'.repeat(512), 'z'.repeat(1025)];
  const archive = tarOf(contents.map((content, at) => ({ name: `file-${at}`, content })));
  expect(await read(archive, length)).toEqual(contents.map((content, at) => [`file-${at}`, content]));
});

test('what tar itself writes is read, long names too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tar-reader-'));
  const name = `${'folder/'.repeat(18)}${'n'.repeat(60)}`;
  try {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), 'deep');
    const words = ['--create', '--file', 'a.tar', '--format=ustar', name];
    expect(spawnSync('tar', words, { cwd: folder, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(await read(readFileSync(join(folder, 'a.tar')))).toEqual([[name, 'deep']]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
