import { circular, graphOf, heights, reachable, withoutShortcuts } from '../../../../dev/docs/architecture/graph';

const graph = (text: string) => graphOf(text.split(' ').map((pair) => ({ from: pair[0]!, to: pair[1]! })));

test('what can be reached is reached over others, too', () => {
  expect([...reachable(graph('ab bc cd'), 'b')].sort()).toEqual(['c', 'd']);
});

test('names on a circle are found, and those that lead to it are not on it', () => {
  expect(circular(graph('ab bc cb cd'))).toEqual(['b', 'c']);
  expect(circular(graph('ab bc ac'))).toEqual([]);
});

test('an arrow that a longer way implies is left out', () => {
  expect(withoutShortcuts(graph('ab bc ac'))).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ]);
});

test('the height of a name is its longest way down', () => {
  expect(Object.fromEntries(heights(graph('ab bc ac ad')))).toEqual({ a: 2, b: 1, c: 0, d: 0 });
});
