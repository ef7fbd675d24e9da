import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadBundle, type LoadOptions } from '../../../build/bundle/load-bundle';
import { finishedStep } from '../../../host/cached-step';
import { projectRoot, typescript } from '../../../host/paths';
import { cleanEnvironment } from '../../../host/clean-environment';
import { waitFor } from '../../../host/wait';
import {
  changeManifest,
  entriesOf,
  madeBundle,
  manifestIn,
  newPlace,
  packEntries,
  parts,
  part,
  type Place,
  write,
} from './small-cache';

// One test starts the program anew, which a busy machine takes its time for.
jest.setTimeout(180_000);

let place: Place;
beforeEach(async () => {
  place = newPlace();
  await madeBundle(place);
  // The machine that loads it.
  rmSync(place.cache, { recursive: true });
});
afterEach(() => place.remove());

const load = (options: Partial<LoadOptions> = {}) =>
  loadBundle({ source: place.file, cache: place.cache, checkout: place.checkout, parts: parts(), ...options });

const found = () => Promise.all(parts().map(async ({ below, step }) => finishedStep(join(place.cache, below), await step())));

/** What is in the cache, unfinished or not. */
const inCache = () => (existsSync(place.cache) ? readdirSync(place.cache) : []);

describe('a bundle is refused, and the cache stays as it was:', () => {
  afterEach(() => expect(inCache()).toEqual([]));

  test('damaged, where it is cut off', async () => {
    writeFileSync(place.file, readFileSync(place.file).subarray(0, -100));
    await expect(load()).rejects.toMatchObject({
      name: 'UserError',
      kind: 'usage',
      message: /^the bundle is damaged: it ends too early/,
    });
  });

  test('damaged, where a bit of it is another', async () => {
    const bytes = readFileSync(place.file);
    bytes[bytes.length - 200]! ^= 4;
    writeFileSync(place.file, bytes);
    await expect(load()).rejects.toThrow('the bundle is damaged: ');
  });

  test('damaged, where a file in it is not what its manifest says', async () => {
    const entries = entriesOf(place.file);
    const at = entries.findIndex(({ name }) => name.endsWith('/program'));
    entries[at] = { ...entries[at]!, content: String(entries[at]!.content).replace('n', 'm') };
    packEntries(place.file, entries);
    await expect(load()).rejects.toThrow(`damaged: ${entries[at].name} is not what was put into it`);
  });

  test('damaged, where a file is missing', async () => {
    const entries = entriesOf(place.file);
    packEntries(place.file, entries.slice(0, -1));
    await expect(load()).rejects.toThrow(`damaged: ${entries.at(-1)!.name} is missing`);
  });

  test('damaged, where a file is in it that its manifest does not name', async () => {
    packEntries(place.file, [...entriesOf(place.file), { name: 'image/extra', content: 'x' }]);
    await expect(load()).rejects.toThrow('damaged: image/extra is in it and not in its manifest');
  });

  test('damaged, where a file is not what was recorded when it was built', async () => {
    const entries = entriesOf(place.file);
    const at = entries.findIndex(({ name }) => name.endsWith('/program'));
    const other = Buffer.from('another program');
    const told = { size: other.length, sha256: createHash('sha256').update(other).digest('hex') };
    entries[at] = { ...entries[at]!, content: other };
    packEntries(place.file, entries);
    changeManifest(place.file, (manifest) => ({
      ...manifest,
      files: manifest.files.map((file) => (file.name === entries[at]!.name ? { ...file, ...told } : file)),
    }));
    await expect(load()).rejects.toThrow('damaged: node: program is not what was made');
  });

  test.each<[string, (manifest: object) => object, RegExp]>([
    [
      'another product',
      (manifest) => ({ ...manifest, product: 'other' }),
      /no bundle for this lab .* manifest\.json is not one of kubernetes-network-lab/,
    ],
    [
      'another architecture',
      (manifest) => ({ ...manifest, platform: 'linux_arm64' }),
      /it was made for linux_arm64, and this machine is linux_amd64/,
    ],
    ['a later form', (manifest) => ({ ...manifest, format: 2 }), /written in the form 2, and this version reads the form 1/],
    [
      'a manifest with holes',
      (manifest) => ({ ...manifest, files: [{}] }),
      /damaged: its manifest\.json is not what was written/,
    ],
  ])('foreign, with %s', async (_what, change, words) => {
    changeManifest(place.file, change);
    await expect(load()).rejects.toThrow(words);
  });

  test('foreign, where it is some other archive', async () => {
    packEntries(place.file, [{ name: 'readme.txt', content: 'x' }]);
    await expect(load()).rejects.toThrow('its first file is readme.txt, not manifest.json');
  });

  test('foreign, where a file would lie outside the cache', async () => {
    packEntries(place.file, [...entriesOf(place.file), { name: '../../stray', content: 'x' }]);
    await expect(load()).rejects.toThrow('it holds a file that would lie elsewhere: "../../stray"');
    expect(existsSync(join(place.folder, 'stray'))).toBe(false);
  });

  test('outdated, with the parts that differ', async () => {
    const newer = [part('node', 'node 2', { below: 'image' }), ...parts().slice(1), part('provider', 'new')];
    await expect(load({ parts: newer })).rejects.toMatchObject({
      message: 'the bundle is outdated: it was made from another version of this project (0.1.0); what differs: node, provider',
      remedy: expect.stringContaining('./lab bundle FILE'),
    });
  });

  test('outdated, where npm packages differ', async () => {
    writeFileSync(join(place.checkout, 'package-lock.json'), '{}');
    await expect(load()).rejects.toThrow('what differs: npm packages');
  });
});

test('every part is found afterwards under the key that it was built with, by a machine with another Go', async () => {
  expect(await found()).toEqual([undefined, undefined, undefined]);
  expect(await load()).toEqual({ loaded: ['node', 'opentofu', 'tests'], present: [] });
  const folders = manifestIn(entriesOf(place.file)).parts.map(({ folder }) => join(place.cache, folder));
  expect(await found()).toEqual(folders);
  expect(inCache().filter((name) => name.startsWith('.'))).toEqual([]);
});

test('all may read what was loaded, and only its owner write, whatever the umask is', async () => {
  const umask = process.umask(0o077);
  try {
    await load();
  } finally {
    process.umask(umask);
  }
  const [node] = await found();
  const modes = ['.', 'program', 'package', 'package/inner'].map((name) => statSync(join(node!, name)).mode & 0o777);
  expect(modes).toEqual([0o755, 0o644, 0o755, 0o644]);
});

test('what is there already stays, and is not written again', async () => {
  await load();
  const [node, tofu] = await found();
  const before = statSync(node!).ino;
  rmSync(tofu!, { recursive: true });
  expect(await load()).toEqual({ loaded: ['opentofu'], present: ['node', 'tests'] });
  expect(statSync(node!).ino).toBe(before);
});

test('a damaged part in the cache is replaced', async () => {
  // What this process has seen whole once, it does not look at again.
  const cache = join(place.folder, 'other-cache');
  const { folder } = manifestIn(entriesOf(place.file)).parts[1]!;
  write(join(cache, folder, 'program'), 'half');
  expect((await load({ cache })).loaded).toHaveLength(3);
  expect(readFileSync(join(cache, folder, 'program'), 'utf8')).toMatch(/^opentofu/);
});

test('a load that is killed leaves nothing half, and the next one removes its leftovers', async () => {
  const packed = readFileSync(place.file);
  // Nothing but the last bytes is missing.
  const server = createServer((_request, response) => void response.write(packed.subarray(0, -20)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const words = [join(projectRoot, 'test/build/bundle/load-small.ts'), source, place.cache, place.checkout];
  const child = spawn(typescript, words, { stdio: 'ignore', env: { ...cleanEnvironment(), LAB_CACHE: place.cache } });
  const ended = once(child, 'exit');
  try {
    await waitFor(
      async () => ({
        value: inCache().some((name) => existsSync(join(place.cache, name, 'image'))) || undefined,
        observation: inCache().join(),
      }),
      { what: 'the load to unpack', deadline: 120, interval: 0.05 },
    );
    child.kill('SIGKILL');
    await ended;
    expect(inCache()).toEqual([expect.stringMatching(/^\.bundle-\d+-[0-9a-f]{8}$/)]);
    expect(await found()).toEqual([undefined, undefined, undefined]);
    expect((await load()).loaded).toHaveLength(3);
    expect(inCache().filter((name) => name.startsWith('.'))).toEqual([]);
  } finally {
    child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
});
