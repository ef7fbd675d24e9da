import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CachedStep, cachedStep, hashFolder, stepFolder, stepKey } from '../../host/cached-step';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'cache-'))));
afterEach(() => rmSync(cache, { recursive: true }));

let builds = 0;
const step = (inputs: Record<string, string> = { version: '1' }, build?: CachedStep['build']): CachedStep => ({
  name: 'image',
  inputs,
  build: build ?? (async (folder) => writeFileSync(join(folder, 'result'), String(++builds))),
});

describe('a build that fails', () => {
  test('leaves nothing, and the next one starts from an empty folder', async () => {
    const failing = step(undefined, async (folder) => {
      writeFileSync(join(folder, 'half'), '');
      throw new Error('no space');
    });
    await expect(cachedStep(cache, failing)).rejects.toThrow('no space');
    expect(readdirSync(cache)).toEqual([]);
    const { folder } = await cachedStep(
      cache,
      step(undefined, async (empty) => expect(readdirSync(empty)).toEqual([])),
    );
    expect(readdirSync(folder)).toEqual(['.inputs.json']);
  });

  test('does not disturb a result made before from other inputs', async () => {
    const { folder } = await cachedStep(cache, step({ version: '1' }));
    await expect(
      cachedStep(
        cache,
        step({ version: '2' }, () => Promise.reject(new Error('no'))),
      ),
    ).rejects.toThrow('no');
    expect(existsSync(join(folder, 'result'))).toBe(true);
  });
});

describe('what a killed build left', () => {
  // Larger than any process id the kernel gives.
  const dead = '.image-4194305-0123abcd';
  const alive = `.image-${process.pid}-0123abcd`;

  test('is removed; what one that still runs makes, and other steps’, is not', async () => {
    for (const name of [dead, alive, '.other-4194305-0123abcd']) mkdirSync(join(cache, name));
    await cachedStep(cache, step());
    expect(readdirSync(cache).sort()).toEqual(['.other-4194305-0123abcd', alive, `image-${stepKey(step())}`].sort());
  });

  test('is not taken for a result', async () => {
    mkdirSync(join(cache, dead));
    expect((await cachedStep(cache, step())).built).toBe(true);
  });
});

test('a result is made once, in a folder that appears when it is whole', async () => {
  let seen: string[] = [];
  const watched = step(undefined, async (folder) => {
    expect(existsSync(stepFolder(cache, watched))).toBe(false);
    writeFileSync(join(folder, 'result'), 'x');
    seen = readdirSync(cache);
  });
  const first = await cachedStep(cache, watched);
  const second = await cachedStep(
    cache,
    step(undefined, () => Promise.reject(new Error('built again'))),
  );
  expect([first, second]).toEqual([
    { folder: stepFolder(cache, watched), built: true },
    { folder: first.folder, built: false },
  ]);
  expect(seen).toEqual([expect.stringMatching(new RegExp(`^\\.image-${process.pid}-[0-9a-f]{8}$`))]);
  expect(JSON.parse(readFileSync(join(first.folder, '.inputs.json'), 'utf8'))).toEqual({ version: '1' });
});

test('the cache’s own folder is made when it is missing', async () => {
  expect((await cachedStep(join(cache, 'a', 'b'), step())).built).toBe(true);
});

test('two builds at once give one result', async () => {
  const [one, other] = await Promise.all([cachedStep(cache, step()), cachedStep(cache, step())]);
  expect(one.folder).toBe(other.folder);
  expect(readdirSync(cache)).toHaveLength(1);
});

describe('the key', () => {
  const key = (inputs: Record<string, string>, name = 'image') => stepKey({ name, inputs });
  test('is 16 hexadecimal digits, and the same for the same inputs in any order', () => {
    expect(key({ a: '1', b: '2' })).toMatch(/^[0-9a-f]{16}$/);
    expect(key({ b: '2', a: '1' })).toBe(key({ a: '1', b: '2' }));
  });
  test('differs where any input or the name does', () => {
    const keys = [key({ a: '1' }), key({ a: '2' }), key({ b: '1' }), key({ a: '1', b: '' }), key({}), key({ a: '1' }, 'other')];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the hash of a folder', () => {
  const write = (name: string, text: string) => {
    mkdirSync(join(cache, name, '..'), { recursive: true });
    writeFileSync(join(cache, name), text);
  };
  beforeEach(() => {
    write('a', '1');
    write('sub/b', '2');
  });
  test('is the same for the same files, wherever the folder is', () => {
    const before = hashFolder(cache);
    const copy = mkdtempSync(join(tmpdir(), 'copy-'));
    mkdirSync(join(copy, 'sub'));
    writeFileSync(join(copy, 'sub', 'b'), '2');
    writeFileSync(join(copy, 'a'), '1');
    expect(hashFolder(copy)).toBe(before);
    rmSync(copy, { recursive: true });
  });
  test.each<[string, () => void]>([
    ['a text', () => write('a', '3')],
    ['a name', () => (rmSync(join(cache, 'a')), write('c', '1'))],
    ['a file more', () => write('sub/c', '')],
    ['the right to execute', () => chmodSync(join(cache, 'a'), 0o755)],
  ])('changes with %s', (_what, change) => {
    const before = hashFolder(cache);
    change();
    expect(hashFolder(cache)).not.toBe(before);
  });
});
