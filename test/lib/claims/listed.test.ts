import { listed } from '../../../lib/claims/listed';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j are told as "%s"', (words, text) => {
  expect(listed(words)).toBe(text);
});
