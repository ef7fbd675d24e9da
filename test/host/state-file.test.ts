import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryRun } from '../../host/run';
import { isTemporaryOf, readJson, writeJson, writeWhole } from '../../host/state-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-'));
  file = join(folder, 'below', 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is written is read again, and only its owner may read it', () => {
  writeJson(file, { a: 1 });
  writeJson(file, { a: 2 });
  expect(readJson(file)).toEqual({ a: 2 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'below'))).toEqual(['state.json']);
});

test('nothing is read where there is no file', () => {
  expect(readJson(file)).toBeUndefined();
});

test.each(['', '{', '{"a":', 'null and more'])('fails for a damaged file, with its name and what to do: %j', (text) => {
  writeWhole(file, text);
  expect(() => readJson(file)).toThrow(expect.objectContaining({ kind: 'lab', message: expect.stringContaining(file) }));
  expect(() => readJson(file)).toThrow(expect.objectContaining({ remedy: expect.stringContaining('./lab down') }));
});

test('fails for another value than was written here', () => {
  writeJson(file, []);
  expect(() => readJson(file, (value) => !Array.isArray(value))).toThrow('is damaged');
});

test('only a name of the file and a process id is what a writer has begun', () => {
  for (const name of ['boots.json', '.boots.json.tmp', '.boots.json.x.tmp', '.other.json.1.tmp', 'boots.json.1.tmp'])
    expect(isTemporaryOf('/lab/boots.json', name)).toBe(false);
  expect(isTemporaryOf('/lab/boots.json', '.boots.json.4711.tmp')).toBe(true);
});

test('what a dead writer left is removed, a living one’s stays', () => {
  writeWhole(file, 'a');
  const [dead, living] = [4_194_305, process.ppid].map((pid) => join(folder, 'below', `.state.json.${pid}.tmp`));
  for (const path of [dead!, living!]) writeFileSync(path, '');
  writeWhole(file, 'b');
  expect([existsSync(dead!), existsSync(living!)]).toEqual([false, true]);
});

/** Writes in a mount namespace of its own, onto a disk of 64 KiB. */
const onFullDisk = process.getuid?.() === 0 ? test : test.skip;
onFullDisk('a full disk leaves the old text whole', async () => {
  const program = [
    `import { readFileSync, readdirSync } from 'node:fs';`,
    `import { writeWhole } from ${JSON.stringify(join(__dirname, '..', '..', 'host', 'state-file.ts'))};`,
    `const file = ${JSON.stringify(join(folder, 'state'))};`,
    `writeWhole(file, 'old');`,
    `try { writeWhole(file, 'x'.repeat(200_000)); console.log('written'); } catch (error) { console.log(error.code); }`,
    `console.log(readFileSync(file, 'utf8'), readdirSync(${JSON.stringify(folder)}).join());`,
  ].join('\n');
  const source = join(__dirname, '..', '..', 'node_modules', '.state-file-test.ts');
  writeFileSync(source, program);
  try {
    const script = `mount -t tmpfs -o size=64k tmpfs '${folder}' && exec '${process.execPath}' --import tsx '${source}'`;
    const { stdout, stderr } = await tryRun('unshare', ['--mount', 'sh', '-c', script], { cwd: join(__dirname, '..', '..') });
    expect(`${stdout}${stderr}`).toBe('ENOSPC\nold state');
  } finally {
    rmSync(source);
  }
});
