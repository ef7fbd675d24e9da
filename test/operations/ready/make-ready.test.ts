import { statSync } from 'node:fs';
import { join } from 'node:path';
import { damageOf } from '../../../host/folder-manifest';
import { labError } from '../../../host/user-error';
import { savedSecrets } from '../../../operations/ready/make-ready';
import { readyStore } from '../../../operations/ready/ready-store';
import { type BuiltLab, builtLab, type FakeCache, keep, key } from './fake-ready';

let cache: FakeCache;
let lab: BuiltLab;
beforeEach(async () => void ({ cache, lab } = await builtLab('ready-made')));
afterEach(() => [lab, cache].forEach((each) => each.remove()));

const make = () => keep(lab, cache);

test('where something fails there is no half of one, and the lab goes on', async () => {
  lab.states.faults.set('saveForClones', labError('the pool is gone'));
  await expect(make()).rejects.toThrow('the pool is gone');
  expect(readyStore().list()).toEqual([]);
  expect(lab.states.state).toBe('running');
});

test('a lab is saved while it goes on, with its secrets for root alone', async () => {
  await make();
  expect(lab.states.state).toBe('running');
  const { folder } = readyStore().find(key);
  for (const path of [folder, savedSecrets(folder)]) expect(statSync(path).mode & 0o077).toBe(0);
  expect(statSync(join(savedSecrets(folder), 'ca.key')).mode & 0o777).toBe(0o600);
});

test('the image’s second name is no damage to the image', async () => {
  await make();
  expect(await damageOf(cache.image.folder)).toBeUndefined();
});
