import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifest } from '../../../operations/checkpoint/manifest';
import { makeRoomForReady, readyStore } from '../../../operations/ready/ready-store';

const { LAB_CACHE } = process.env;
let cache: string;
beforeEach(() => (process.env.LAB_CACHE = cache = mkdtempSync(join(tmpdir(), 'ready-store-'))));
afterEach(() => {
  if (LAB_CACHE === undefined) delete process.env.LAB_CACHE;
  else process.env.LAB_CACHE = LAB_CACHE;
  rmSync(cache, { recursive: true });
});

const fit = {
  lab: '',
  hardware: { qemu: '', domainType: 'qemu', machines: [] },
  definition: '',
  seeds: {},
  image: { bytes: 0, modified: 0 },
} as const;

async function keep(name: string, takenAt: string): Promise<void> {
  const store = readyStore();
  const folder = store.begin();
  writeManifest(folder, { format: 1, name, takenAt, pausedMilliseconds: 0, broken: [], fit });
  await store.commit(folder, name);
}

const names = () =>
  readyStore()
    .list()
    .map(({ name }) => name);

test('with room left nothing is removed', async () => {
  await keep('a', '2026-01-01T00:00:00Z');
  await keep('b', '2026-01-02T00:00:00Z');
  makeRoomForReady(readyStore());
  expect(names()).toEqual(['a', 'b']);
});

test('the oldest goes where there are as many as are kept', async () => {
  for (const [name, day] of [
    ['b', 2],
    ['a', 1],
    ['d', 4],
    ['c', 3],
  ] as const)
    await keep(name, `2026-01-0${day}T00:00:00Z`);
  makeRoomForReady(readyStore());
  expect(names()).toEqual(['c', 'd']);
});
