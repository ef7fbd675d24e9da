import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damageOf } from '../../../host/folder-manifest';
import { readIdentity } from '../../../hypervisor';
import { adoptReady, cloneReady, dropReady, findReady, type ReadyLab } from '../../../operations/ready/begin-from-ready';
import { readyStore } from '../../../operations/ready/ready-store';
import { BuiltLab, builtLab, type FakeCache, keep, key } from './fake-ready';

let cache: FakeCache;
let first: BuiltLab;
let second: BuiltLab;
beforeEach(async () => {
  ({ cache, lab: first } = await builtLab('ready-first'));
  second = new BuiltLab('ready-second');
});
afterEach(() => [first, second, cache].forEach((each) => each.remove()));

const make = () => keep(first, cache);
const find = async (): Promise<ReadyLab> => (await findReady(second.context, key))!;

/** All that `up` does with a saved lab. */
async function begin(): Promise<void> {
  const ready = await find();
  await adoptReady(second.context, second.hypervisor, ready);
  second.renewIdentity();
  await cloneReady(second.context, second.hypervisor, ready);
}

test('there is none before one was made, and none under another key', async () => {
  expect(await findReady(second.context, key)).toBeUndefined();
  await make();
  expect(await findReady(second.context, 'fedcba9876543210')).toBeUndefined();
});

test('a damaged one is removed, and said: the lab is built anew', async () => {
  await make();
  writeFileSync(join((await find()).folder, 'all.memory'), '7');
  expect(await findReady(second.context, key)).toBeUndefined();
  expect(second.notes.join()).toContain('all.memory is not what was made');
  expect(readyStore().list()).toEqual([]);
});

test('another lab begins with its machines, its secrets and its states, under a name and an identity of its own', async () => {
  await make();
  first.states.goOn();
  await begin();
  expect(second.states.moment).toBe(1);
  expect(second.states.disk).toBe(1);
  expect(second.states.state).toBe('running');
  const { id, origin } = readIdentity('ready-second')!;
  expect(id).not.toBe(first.hypervisor.identity!.id);
  expect(origin).toEqual({ id: first.hypervisor.identity!.id, lab: 'ready-first' });
  const [one, other] = [first, second].map(
    ({ files }) =>
      (name: string) =>
        readFileSync(join(files.secrets, name), 'utf8'),
  );
  expect(other!('ca.key')).toBe(one!('ca.key'));
  expect(JSON.parse(other!('kubeconfig'))).toMatchObject({ 'current-context': 'ready-second' });
  const state = JSON.parse(readFileSync(second.files.terraformState('infrastructure'), 'utf8')) as unknown;
  expect(state).toEqual({ resources: [{ name: 'lab-ready-second' }] });
});

test('what was saved is as it was afterwards, and is not read again', async () => {
  await make();
  await begin();
  const manifest = () => readFileSync(join(readyStore().find(key).folder, '.manifest.json'), 'utf8');
  const before = manifest();
  expect(await damageOf(readyStore().find(key).folder)).toBeUndefined();
  expect(manifest()).toBe(before);
});

test('Terraform is told of machines only once they are there', async () => {
  await make();
  const ready = await find();
  await adoptReady(second.context, second.hypervisor, ready);
  second.renewIdentity();
  second.states.faults.set('clone', new Error('no memory'));
  await expect(cloneReady(second.context, second.hypervisor, ready)).rejects.toThrow('no memory');
  expect(() => statSync(second.files.terraformState('infrastructure'))).toThrow('ENOENT');
});

test('what was begun is taken back whole, so that the lab can be built from nothing', async () => {
  await make();
  await begin();
  await dropReady(second.context, second.hypervisor);
  expect(second.hypervisor.asked).toContain('stop');
  expect(readIdentity('ready-second')!.origin).toBeUndefined();
  expect(() => statSync(second.files.terraformState('infrastructure'))).toThrow('ENOENT');
  rmSync(second.files.secrets, { recursive: true });
});
