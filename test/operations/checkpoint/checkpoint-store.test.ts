import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damageOf } from '../../../host/folder-manifest';
import { type CheckpointStore, checkpointsOf } from '../../../operations/checkpoint/checkpoint-store';
import { type CheckpointManifest, writeManifest } from '../../../operations/checkpoint/manifest';

let stateDir: string;
let store: CheckpointStore;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  store = checkpointsOf({ stateDir });
});
afterEach(() => rmSync(stateDir, { recursive: true }));

async function make(name: string, takenAt: string): Promise<string> {
  const folder = store.begin();
  writeFileSync(join(folder, 'worker-1.memory'), 'x'.repeat(100_000));
  const fit = { lab: '1' } as CheckpointManifest['fit'];
  writeManifest(folder, { format: 1, name, takenAt, pausedMilliseconds: 1, broken: [], fit });
  return store.commit(folder, name);
}

test('a lab without checkpoints has none to find, and says how one is made', () => {
  expect(store.list()).toEqual([]);
  expect(() => store.find(undefined)).toThrow('the lab has no checkpoint');
  expect(() => store.remove('ready')).toThrow('the lab has no checkpoint');
});

test.each(['Ready', '../x', '.unfinished-4194305', '-x', '', 'x'.repeat(41)])('"%s" is no name for one', (name) => {
  expect(() => store.freeName(name)).toThrow('is no name for a checkpoint');
});

test('a name that is taken is refused, and says how it becomes free', async () => {
  await make('ready', '2026-01-01T00:00:00Z');
  expect(() => store.freeName('ready')).toThrow('there is a checkpoint "ready" already');
  expect(store.freeName('later')).toBe('later');
});

test('one without a name gets the next number', async () => {
  expect(store.freeName(undefined)).toBe('checkpoint-1');
  await make('checkpoint-7', '2026-01-01T00:00:00Z');
  expect(store.freeName(undefined)).toBe('checkpoint-8');
});

test('they are listed by age, and the last one is the one that is meant', async () => {
  await make('b', '2026-01-02T00:00:00Z');
  await make('a', '2026-01-03T00:00:00Z');
  await make('c', '2026-01-01T00:00:00Z');
  expect(store.list().map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  expect(store.find(undefined).name).toBe('a');
  expect(store.find('b').manifest.takenAt).toBe('2026-01-02T00:00:00Z');
  expect(store.list()[0]!.bytes).toBeGreaterThanOrEqual(100_000);
});

test('a name that is nearly right is told', async () => {
  await make('ready', '2026-01-01T00:00:00Z');
  expect(() => store.find('raedy')).toThrow(expect.objectContaining({ remedy: 'did you mean ready?' }));
});

test('what a process that has ended did not finish is no checkpoint, and the next one removes it', () => {
  const folder = join(stateDir, 'checkpoints', '.unfinished-4194305');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'worker-1.memory'), 'half');
  expect(store.list()).toEqual([]);
  const begun = store.begin();
  expect(existsSync(folder)).toBe(false);
  store.discard(begun);
  expect(readdirSync(join(stateDir, 'checkpoints'))).toEqual([]);
});

test('what another process that runs has not finished stays', () => {
  const folder = join(stateDir, 'checkpoints', `.unfinished-${process.ppid}`);
  mkdirSync(folder, { recursive: true });
  store.discard(store.begin());
  expect(existsSync(folder)).toBe(true);
});

test('a file that was cut off, changed, removed or added is told', async () => {
  const folder = await make('ready', '2026-01-01T00:00:00Z');
  expect(await damageOf(folder)).toBeUndefined();
  const memory = join(folder, 'worker-1.memory');
  truncateSync(memory, 99_999);
  expect(await damageOf(folder)).toBe('worker-1.memory is not what was made');
  writeFileSync(memory, `${'x'.repeat(99_999)}y`);
  expect(await damageOf(folder)).toBe('worker-1.memory is not what was made');
  rmSync(memory);
  expect(await damageOf(folder)).toBe('worker-1.memory is missing');
});

test('one whose description is damaged is listed with the fault, hides no other, and can be removed', async () => {
  const folder = await make('broken', '2026-01-01T00:00:00Z');
  await make('whole', '2026-01-02T00:00:00Z');
  writeFileSync(join(folder, 'checkpoint.json'), '{"format": 2}');
  expect(store.list().map(({ name, fault }) => [name, fault?.includes('is damaged') ?? false])).toEqual([
    ['broken', true],
    ['whole', false],
  ]);
  expect(() => store.find('broken')).toThrow('is damaged');
  expect(store.find(undefined).name).toBe('whole');
  store.remove('broken');
  expect(store.list().map(({ name }) => name)).toEqual(['whole']);
});
