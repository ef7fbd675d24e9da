import { UserError } from '../../host/user-error';
import { listReadyLabs, removeReadyLabs } from '../../operations/ready-labs';
import { type BuiltLab, builtLab, type FakeCache, keep, key } from './ready/fake-ready';

let cache: FakeCache;
let lab: BuiltLab;
beforeEach(async () => void ({ cache, lab } = await builtLab('ready-listed')));
afterEach(() => [lab, cache].forEach((each) => each.remove()));

test('a key that there is not is refused, and those that there are are named', async () => {
  expect(() => removeReadyLabs(key)).toThrow(UserError);
  await keep(lab, cache);
  expect(() => removeReadyLabs('0123')).toThrow(expect.objectContaining({ remedy: expect.stringContaining(key) }));
});

test('a lab that was kept is listed with the lab it came from and its machines', async () => {
  expect(listReadyLabs()).toEqual([]);
  await keep(lab, cache);
  expect(listReadyLabs()).toEqual([
    expect.objectContaining({ key, lab: 'ready-listed', machines: expect.arrayContaining(['control-plane']), fault: undefined }),
  ]);
});

test('one is removed by its key, or all are', async () => {
  await keep(lab, cache);
  removeReadyLabs(key);
  expect(listReadyLabs()).toEqual([]);
  await keep(lab, cache);
  removeReadyLabs('all');
  expect(listReadyLabs()).toEqual([]);
});
