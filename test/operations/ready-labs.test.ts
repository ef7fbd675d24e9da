import { UserError } from '../../host/user-error';
import { listReadyLabs, removeReadyLabs } from '../../operations/ready-labs';
import { makeReady } from '../../operations/ready/make-ready';
import { BuiltLab, FakeCache } from './ready/fake-ready';

const key = '0123456789abcdef';
let cache: FakeCache;
let lab: BuiltLab;
beforeEach(async () => {
  cache = new FakeCache();
  await cache.seal();
  lab = new BuiltLab('ready-listed');
  await lab.apply();
});
afterEach(() => [lab, cache].forEach((each) => each.remove()));

const keep = () => makeReady(lab.context, lab.hypervisor, { key, image: cache.image }, { detail: () => undefined });

test('a key that there is not is refused, and those that there are are named', async () => {
  expect(() => removeReadyLabs(key)).toThrow(UserError);
  await keep();
  expect(() => removeReadyLabs('0123')).toThrow(expect.objectContaining({ remedy: expect.stringContaining(key) }));
});

test('a lab that was kept is listed with the lab it came from and its machines', async () => {
  expect(listReadyLabs()).toEqual([]);
  await keep();
  expect(listReadyLabs()).toEqual([
    expect.objectContaining({ key, lab: 'ready-listed', machines: expect.arrayContaining(['control-plane']), fault: undefined }),
  ]);
});

test('one is removed by its key, or all are', async () => {
  await keep();
  removeReadyLabs(key);
  expect(listReadyLabs()).toEqual([]);
  await keep();
  removeReadyLabs('all');
  expect(listReadyLabs()).toEqual([]);
});
