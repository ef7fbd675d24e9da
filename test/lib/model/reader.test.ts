import { ValueError } from '../../../lib/model';
import { Reader } from '../../../lib/model/reader';

const refuse = (): never => {
  throw new ValueError('x', 'is no number', 'write 1');
};
const rule = (path: string, also?: readonly string[]) => ({ path, value: '', reason: 'breaks a rule', also });

test('a value that can be read is given, and no problem kept', () => {
  const reader = new Reader();
  expect(
    reader.read(
      'a',
      () => 1,
      () => 2,
    ),
  ).toBe(1);
  expect(reader.problems).toEqual([]);
});

test('where a value cannot be read another is given, and the problem kept', () => {
  const reader = new Reader();
  expect(reader.read('a', refuse, () => 2)).toBe(2);
  expect(reader.problems).toEqual([{ path: 'a', value: 'x', reason: 'is no number', remedy: 'write 1' }]);
});

test('an error of another kind is thrown on', () => {
  const reader = new Reader();
  const parse = () => {
    throw new TypeError('a mistake of ours');
  };
  expect(() => reader.read('a', parse, () => 2)).toThrow(TypeError);
});

test('a problem that follows from another one is not told', () => {
  const reader = new Reader();
  reader.problems.push(rule('network.cidr'));
  expect(reader.read('pool', refuse, () => 2, ['network'])).toBe(2);
  expect(reader.read('address', refuse, () => 3, ['network.client'])).toBe(3);
  expect(reader.problems.map(({ path }) => path)).toEqual(['network.cidr', 'address']);
});

test.each([
  [0, 1],
  [65, 64],
  [1.5, 2],
  [Number.NaN, 1],
  [Number.POSITIVE_INFINITY, 64],
])('%p is no whole number from 1 to 64, and %i goes on in its place', (value, instead) => {
  const reader = new Reader();
  expect(reader.integer('cpus', value, [1, 64])).toBe(instead);
  expect(reader.problems).toEqual([{ path: 'cpus', value: String(value), reason: 'must be a whole number from 1 to 64' }]);
});

describe('rules are told', () => {
  const reader = new Reader();
  reader.problems.push(rule('workers[0].address'));
  const told = (path: string, also?: readonly string[]) => reader.independent([rule(path, also)]).length === 1;
  test.each([['workers[1].address'], ['workers[0].name'], ['workers[01].address'], ['network']])('of %s', (path) =>
    expect(told(path)).toBe(true),
  );
  test.each([['workers[0].address'], ['workers[0]'], ['workers'], ['workers[0].address.first']])(
    'not of %s, of which a part cannot be read',
    (path) => expect(told(path)).toBe(false),
  );
  test('not where something else they are about cannot be read', () => {
    expect(told('network.cidr', ['workers[0].address'])).toBe(false);
    expect(told('network.cidr', ['workers[1].address'])).toBe(true);
  });
});
