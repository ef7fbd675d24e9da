import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Machine } from './bring-fakes';

jest.setTimeout(60_000);

const debian = 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n';
let machine: Machine;
beforeEach(() => void (machine = new Machine(debian)));
afterEach(() => machine.dispose());

const nothing = { status: 0, stdout: '', stderr: '' };
const folderOf = (what: string) => expect.stringMatching(new RegExp(`^${machine.cache}/runtime/${what}-[0-9a-f]{16}/bin\n$`));

describe('the machine’s own', () => {
  test('Node.js is used where it is new enough and has npm', () => {
    for (const name of ['node', 'npm']) machine.program(name, 'exit 0');
    expect(machine.bring('node')).toEqual(nothing);
    expect(existsSync(machine.cache)).toBe(false);
  });

  test.each([
    ['is too old', { node: 'exit 1', npm: 'exit 0' }],
    ['has no npm', { node: 'exit 0' }],
  ])('Node.js is left alone where it %s, and another is fetched', (_why, programs) => {
    for (const [name, script] of Object.entries(programs)) machine.program(name, script!);
    expect(machine.bring('node')).toMatchObject({ status: 0, stdout: folderOf('node') });
  });

  test('Go is used where it is new enough', () => {
    machine.program('go', 'echo go1.27.1');
    expect(machine.bring('go')).toEqual(nothing);
  });

  test.each([
    ['is too old', 'echo go1.25.9'],
    ['is from before releases had three numbers', 'echo go1.19'],
    ['refuses the modules', 'echo go1.26.0; exit 1'],
  ])('Go is left alone where it %s, and another is fetched', (_why, script) => {
    machine.program('go', script);
    expect(machine.bring('go')).toMatchObject({ status: 0, stdout: folderOf('go') });
  });
});

describe('what is missing', () => {
  test('is fetched once, with its checksum', () => {
    const first = machine.bring('node');
    expect(first).toEqual({ status: 0, stdout: folderOf('node'), stderr: 'fetching Node.js 22.20.0…\n' });
    expect(machine.bring('node')).toEqual({ ...first, stderr: '' });
    expect(machine.lines('asked')).toEqual([
      expect.stringMatching(/^-I -m pip install .*--requirement \S+\/node\.txt --require-hashes --no-deps/),
    ]);
    expect(readdirSync(dirname(first.stdout.trim())).sort()).toEqual(['bin', 'lib']);
    expect(readdirSync(first.stdout.trim()).sort()).toEqual(['node', 'npm', 'npx']);
  });

  test('is fetched from where the user’s settings say, and put where it belongs', () => {
    machine.bring('go', { PIP_INDEX_URL: 'https://pypi.example/simple', PIP_TARGET: '/elsewhere' });
    expect(machine.lines('told')).toEqual(['index https://pypi.example/simple target none']);
  });

  test('is fetched and works where variables of the user’s name another Go', () => {
    machine.program('../fetched-go', '[ -z "$GOROOT" ] && [ "$GOTOOLCHAIN" = local ] && echo go1.26.6');
    expect(machine.bring('go', { GOROOT: '/usr/lib/go-1.19', GOTOOLCHAIN: 'go1.20' })).toMatchObject({
      status: 0,
      stdout: folderOf('go'),
    });
  });

  test('is fetched again where it was damaged', () => {
    const { stdout } = machine.bring('node');
    rmSync(join(stdout.trim(), 'node'));
    expect(machine.bring('node')).toMatchObject({ status: 0, stdout });
    expect(machine.lines('asked')).toHaveLength(2);
  });

  test('is fetched by one of two that want it at the same time', async () => {
    expect(await Promise.all([machine.begin('go'), machine.begin('go')])).toEqual([0, 0]);
    expect(machine.lines('asked')).toHaveLength(1);
  });

  test('that cannot be fetched is told, and fetched the next time', () => {
    machine.put('broken');
    expect(machine.bring('node')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('PIP_INDEX_URL') });
    machine.remove('broken');
    expect(machine.bring('node')).toMatchObject({ status: 0, stdout: folderOf('node') });
  });

  test('that does not run after it was fetched is told, and does not count as finished', () => {
    machine.program('../fetched-go', 'exit 127');
    for (let time = 0; time < 2; time += 1)
      expect(machine.bring('go')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('does not run here') });
  });
});

test('a cache that other users can write to is refused with its place', () => {
  mkdirSync(machine.cache);
  chmodSync(machine.cache, 0o777);
  const stderr = expect.stringContaining(`error: other users of this machine can change ${machine.cache}`);
  expect(machine.bring('node')).toMatchObject({ status: 3, stdout: '', stderr });
});

test('without a place for the cache it says what to set', () => {
  const stderr = expect.stringContaining('run with HOME or LAB_CACHE set');
  expect(machine.bring('node', { LAB_CACHE: undefined })).toMatchObject({ status: 3, stdout: '', stderr });
});

test('an unknown program is refused', () => {
  expect(machine.bring('python')).toMatchObject({ status: 3, stderr: expect.stringContaining('bring python is unknown') });
});
