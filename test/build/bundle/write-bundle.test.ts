import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partFolder } from '../../../build/bundle/bundle-parts';
import { writeBundle } from '../../../build/bundle/write-bundle';
import { asBuiltBy } from '../../../build/go/builder';
import {
  buildParts,
  builder,
  contents,
  entriesOf,
  madeBundle,
  manifestIn,
  newPlace,
  parts,
  type Place,
  write,
} from './small-cache';

let place: Place;
beforeEach(() => void (place = newPlace()));
afterEach(() => place.remove());

const folderOf = async (at: number) => (await asBuiltBy(builder, () => partFolder(parts()[at]!))).result;
const left = () => readdirSync(place.folder).sort();

describe('no bundle is written, and nothing stays of it,', () => {
  test('where a part is missing', async () => {
    await buildParts(place.cache, parts().slice(0, 1));
    await expect(writeBundle(place.file, contents(place))).rejects.toMatchObject({
      message: `${join(place.cache, await folderOf(1))} cannot be put into a bundle: it is missing`,
      kind: 'environment',
    });
    expect(left()).toEqual(['cache', 'checkout']);
  });

  test('where the disk has another bit of a part', async () => {
    await buildParts(place.cache, parts());
    const program = join(place.cache, await folderOf(0), 'program');
    writeFileSync(program, readFileSync(program, 'utf8').replace('node', 'nose'));
    await expect(writeBundle(place.file, contents(place))).rejects.toThrow(
      /cannot be put into a bundle: program is not what was made/,
    );
    expect(left()).toEqual(['cache', 'checkout']);
  });

  test('over a file that is there', async () => {
    writeFileSync(place.file, 'mine');
    await expect(writeBundle(place.file, contents(place))).rejects.toThrow(`${place.file} exists already`);
    expect(readFileSync(place.file, 'utf8')).toBe('mine');
  });

  test('in a folder that is not there', async () => {
    const file = join(place.folder, 'none', 'lab.bundle');
    await expect(writeBundle(file, contents(place))).rejects.toThrow(`the folder ${join(place.folder, 'none')} does not exist`);
  });
});

test('a bundle begins with its manifest, which has the size and the SHA-256 of all that follows', async () => {
  const [first, ...rest] = entriesOf(await madeBundle(place));
  expect(first!.name).toBe('manifest.json');
  const manifest = manifestIn([first!]);
  expect(manifest).toMatchObject({ product: 'kubernetes-network-lab', format: 1, version: '0.1.0', go: builder.go });
  expect(manifest.parts.map(({ name }) => name)).toEqual(['node', 'opentofu', 'tests']);
  const seen = rest.map(({ name, content }) => ({
    name,
    size: content!.length,
    sha256: createHash('sha256').update(content!).digest('hex'),
  }));
  expect(seen).toEqual(manifest.files);
});

test('it may be read by all, and nothing is left beside it', async () => {
  const umask = process.umask(0o077);
  try {
    await madeBundle(place);
  } finally {
    process.umask(umask);
  }
  expect(statSync(place.file).mode & 0o777).toBe(0o644);
  expect(left()).toEqual(['cache', 'checkout', 'lab.bundle']);
});

test('no secret and nothing else of a lab is in it, wherever it lies', async () => {
  for (const file of ['.lab/default/secrets/ca.key', 'lab.yaml', '.env']) write(join(place.checkout, file), 'password=xyzzy');
  for (const file of ['cache/runtime/go-1/x', 'cache/secret', 'cache/image/go-old-0123456789abcdef/x'])
    write(join(place.folder, file), 'password=xyzzy');
  const entries = entriesOf(await madeBundle(place));
  expect(entries.filter(({ content }) => String(content).includes('xyzzy'))).toEqual([]);
  const folders = await Promise.all([0, 1, 2].map(folderOf));
  const others = entries.filter(({ name }) => !folders.some((folder) => name.startsWith(`${folder}/`)));
  expect(others.map(({ name }) => name)).toEqual(['manifest.json', 'npm.tar']);
  const packages = join(place.folder, 'npm.tar');
  writeFileSync(packages, others[1]!.content!);
  expect(spawnSync('tar', ['--list', '--file', packages], { encoding: 'utf8' }).stdout.trim().split('\n')).toEqual([
    'node_modules/a/index.js',
    'node_modules/a/node_modules/b/index.js',
  ]);
});

test('an optional part that is missing is left out', async () => {
  await buildParts(place.cache, parts().slice(0, 2));
  expect(await writeBundle(place.file, contents(place))).toMatchObject({ parts: ['node', 'opentofu'] });
});

test('the same cache makes the same file, whenever it is made', async () => {
  const first = readFileSync(await madeBundle(place));
  rmSync(place.file);
  for (const name of ['a', 'a/index.js']) utimesSync(join(place.checkout, 'node_modules', name), 1, 1);
  await writeBundle(place.file, contents(place));
  expect(readFileSync(place.file).equals(first)).toBe(true);
});

test('what was written is an archive that tar lists', async () => {
  const { stdout, status } = spawnSync('tar', ['--list', '--gzip', '--file', await madeBundle(place)], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 2)).toEqual(['manifest.json', 'npm.tar']);
  expect(existsSync(join(place.folder, 'packed'))).toBe(false);
});
