import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CachedStep, cachedStep, finishedStep, hashFolder, stepFolder, stepKey } from '../../host/cached-step';

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
    expect(readdirSync(folder)).toEqual(['.inputs.json', '.manifest.json']);
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

test('a careless umask gives nobody the right to write to the result', async () => {
  const umask = process.umask(0);
  try {
    const { folder } = await cachedStep(join(cache, 'new'), step());
    expect([join(cache, 'new'), folder, join(folder, 'result')].map((path) => statSync(path).mode & 0o022)).toEqual([0, 0, 0]);
  } finally {
    process.umask(umask);
  }
});

test('the cache’s own folder is made when it is missing', async () => {
  expect((await cachedStep(join(cache, 'a', 'b'), step())).built).toBe(true);
});

test('two builds at once give one result', async () => {
  const [one, other] = await Promise.all([cachedStep(cache, step()), cachedStep(cache, step())]);
  expect(one.folder).toBe(other.folder);
  expect(readdirSync(cache)).toHaveLength(1);
});

/** This process looks at a folder once, so each look here is another process's. */
function another<T>(look: (steps: typeof import('../../host/cached-step')) => Promise<T>): Promise<T> {
  let steps!: typeof import('../../host/cached-step');
  jest.isolateModules(() => (steps = jest.requireActual('../../host/cached-step')));
  return look(steps);
}
/** What a later command finds: the result's text, and whether it was made again. */
async function later(): Promise<string> {
  const { folder, built } = await another((steps) =>
    steps.cachedStep(
      cache,
      step(undefined, async (into) => writeFileSync(join(into, 'result'), 'anew')),
    ),
  );
  return `${built ? 'built' : 'found'} ${readFileSync(join(folder, 'result'), 'utf8')}`;
}

describe('a finished folder', () => {
  let folder: string;
  let said: string;
  beforeEach(async () => {
    ({ folder } = await cachedStep(
      cache,
      step(undefined, async (into) => writeFileSync(join(into, 'result'), 'good')),
    ));
    said = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (said += text) !== '');
  });
  afterEach(() => jest.restoreAllMocks());

  const nobody = 65534;
  const changes: [string, string, () => void][] = [
    ['one whose file was changed', 'result is not what was made', () => writeFileSync(join(folder, 'result'), 'evil')],
    ['one whose file is empty, as after a power cut', 'result is not what was made', () => truncateSync(join(folder, 'result'))],
    ['one whose file is gone', 'result is missing', () => rmSync(join(folder, 'result'))],
    ['one with a file more', 'planted was not made with it', () => writeFileSync(join(folder, 'planted'), '')],
    ['one whose file may be executed now', 'result is not what was made', () => chmodSync(join(folder, 'result'), 0o755)],
    ['one whose file others can write', 'result can be written by other users', () => chmodSync(join(folder, 'result'), 0o646)],
    ['one that others can write', 'the folder can be written by other users', () => chmodSync(folder, 0o777)],
    ['one whose manifest is cut off', '.manifest.json cannot be read', () => truncateSync(join(folder, '.manifest.json'), 20)],
    [
      'one from before with other inputs',
      'it does not say what it was made of',
      () => (rmSync(join(folder, '.manifest.json')), writeFileSync(join(folder, '.inputs.json'), '{}')),
    ],
    [
      'one that names no inputs',
      'it does not say what it was made of',
      () => (rmSync(join(folder, '.manifest.json')), rmSync(join(folder, '.inputs.json'))),
    ],
    [
      'one from before that others can write',
      'result can be written by other users',
      () => (rmSync(join(folder, '.manifest.json')), chmodSync(join(folder, 'result'), 0o666)),
    ],
  ];
  test.each(changes)('is made again and told: %s', async (_what, why, change) => {
    change();
    expect(await later()).toBe('built anew');
    expect(said).toBe(`  ${folder} is made again: ${why}\n`);
    expect(await later()).toBe('found anew');
    expect(readdirSync(cache)).toHaveLength(1);
  });

  (process.geteuid?.() === 0 ? test : test.skip)('of another user is made again and told', async () => {
    chownSync(join(folder, 'result'), nobody, nobody);
    expect(await later()).toBe('built anew');
    expect(said).toContain('result belongs to the user 65534');
  });

  test('that only looks different is the one that was made, and is not read a second time', async () => {
    const file = join(folder, 'result');
    const before = readFileSync(join(folder, '.manifest.json'), 'utf8');
    utimesSync(file, 1, 1);
    expect(await later()).toBe('found good');
    expect(readFileSync(join(folder, '.manifest.json'), 'utf8')).not.toBe(before);
    expect(said).toBe('');
  });

  test('from before there were manifests is taken over where its inputs are the same and nobody else could write', async () => {
    rmSync(join(folder, '.manifest.json'));
    expect(await later()).toBe('found good');
    writeFileSync(join(folder, 'result'), 'evil');
    expect(await later()).toBe('built anew');
  });

  test('is sound while another process writes its manifest, and not with a file of another name', async () => {
    writeFileSync(join(folder, '..manifest.json.1.tmp'), '{}');
    expect(await later()).toBe('found good');
    writeFileSync(join(folder, '.result.1.tmp'), '{}');
    expect(await later()).toBe('built anew');
  });

  test('is found without a build, and only where it is sound', async () => {
    expect(await another((steps) => steps.finishedStep(cache, step()))).toBe(folder);
    rmSync(join(folder, 'result'));
    expect(await another((steps) => steps.finishedStep(cache, step()))).toBeUndefined();
    expect(await finishedStep(cache, step({ version: '2' }))).toBeUndefined();
  });
});

describe('a cache that other users can write to is refused', () => {
  test.each([
    ['itself', '.', 0o777],
    ['itself, though sticky', '.', 0o1777],
    ['by the folder above', '..', 0o777],
  ])('%s', async (_what, name, mode) => {
    const [outer, inner] = [cache, join(cache, 'inner')];
    mkdirSync(inner);
    chmodSync(join(inner, name), mode);
    await expect(cachedStep(inner, step())).rejects.toMatchObject({
      kind: 'environment',
      message: expect.stringContaining(
        `the cache ${inner} holds programs that are run, and ${join(inner, name)} can be written by other users (mode ${mode.toString(8).padStart(4, '0')}`,
      ),
      remedy: expect.stringContaining('LAB_CACHE=/some/folder'),
    });
    expect(readdirSync(outer)).toEqual(['inner']);
    expect(readdirSync(inner)).toEqual([]);
  });
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
