import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { labError } from '../../host/user-error';
import { readIdentity } from '../../hypervisor';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { readyStore } from '../../operations/ready/ready-store';
import type { Building } from '../../operations/up-building';
import { beginWithReady, lookForReady, readySteps } from '../../operations/up-ready';
import { BuiltLab, FakeCache } from './ready/fake-ready';

const details: string[] = [];
const step = { detail: (text: string) => void details.push(text) };
let cache: FakeCache;
let first: BuiltLab;
let second: BuiltLab;
beforeEach(async () => {
  details.length = 0;
  cache = new FakeCache();
  await cache.seal();
  [first, second] = [new BuiltLab('up-first'), new BuiltLab('up-second')];
  await first.apply();
});
afterEach(() => [first, second, cache].forEach((each) => each.remove()));

const building = ({ context, hypervisor }: BuiltLab, readyLabs: Building['readyLabs']): Building => ({
  context,
  hypervisor,
  image: cache.image,
  toolchain: { origin: 'mirror' } as Building['toolchain'],
  readyLabs,
});

/** The end of `up` of the first lab. */
async function save(readyLabs: Building['readyLabs'] = { begin: true, keep: true }): Promise<boolean> {
  const state = building(first, readyLabs);
  await lookForReady(state, step);
  const [saving] = readySteps;
  if (saving!.when!(state) === false) return false;
  await saving!.run(state, step);
  return true;
}

async function begin(lab: BuiltLab, readyLabs: Building['readyLabs'] = { begin: true, keep: true }): Promise<Building> {
  const state = building(lab, readyLabs);
  await lookForReady(state, step);
  lab.renewIdentity();
  if (state.ready) await beginWithReady(state, step);
  return state;
}

describe('a lab is kept ready at the end of up', () => {
  test('once: a second up of the same definition keeps nothing', async () => {
    expect(await save()).toBe(true);
    expect(await save()).toBe(false);
    expect(readyStore().list()).toHaveLength(1);
  });

  test('not where the user does not want it', async () => expect(await save({ begin: true, keep: false })).toBe(false));

  test('not while it is broken on purpose', async () => {
    new OpenChanges(first.context).add({ kind: 'exercise', id: 'dns-record' }, 'break');
    expect(await save()).toBe(false);
  });

  test('not where it began with a ready one itself', async () => {
    await save();
    const state = await begin(second);
    readyStore().remove(state.readyKey!);
    expect(readySteps[0]!.when!(state)).toBe(false);
  });

  test('where the disk is full that is said, and up has not failed', async () => {
    first.states.needed = Number.MAX_SAFE_INTEGER;
    expect(await save()).toBe(true);
    expect(first.notes.join()).toContain('the lab runs, and is not kept ready for others to begin with');
    expect(readyStore().list()).toEqual([]);
  });
});

describe('a new lab begins with a ready one', () => {
  test('where there is none, it is built from nothing', async () => {
    const state = await begin(second);
    expect(state.ready).toBeUndefined();
    expect(second.hypervisor.asked).not.toContain('stop');
    expect(details).toContain('there is none for this definition');
  });

  test('not where the user wants everything anew', async () => {
    await save();
    expect((await begin(second, { begin: false, keep: true })).ready).toBeUndefined();
  });

  test('not where Terraform has made something already', async () => {
    await save();
    const file = second.files.terraformState('infrastructure');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{}');
    expect((await begin(second)).ready).toBeUndefined();
  });

  test('its machines go on and draw random numbers of their own', async () => {
    await save();
    const state = await begin(second);
    expect(state.ready).toBeDefined();
    expect(second.states.asked).toEqual(expect.arrayContaining(['prepareClone', 'clone', 'resume']));
    expect(second.hypervisor.asked).toContain('connectClients');
    expect(second.probes).toBe(1);
    expect(details).toContain('new random numbers');
  });

  test('where that fails it is built from nothing, and says why', async () => {
    await save();
    second.states.faults.set('clone', labError('QEMU does not read it'));
    const state = await begin(second);
    expect(state.ready).toBeUndefined();
    expect(second.notes.join()).toContain('this one is built anew: QEMU does not read it');
    expect(second.hypervisor.asked.slice(-2)).toEqual(['stop', 'start']);
    expect(readIdentity('up-second')!.origin).toBeUndefined();
  });
});
