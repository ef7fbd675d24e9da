import { quantity } from '../../../lib/probe';

test.each([
  ['110', 110],
  ['100m', 0.1],
  ['2Gi', 2147483648],
  ['1957Mi', 2052063232],
  ['1.5k', 1500],
])('the quantity %s is %d', (text, number) => {
  expect(quantity(text)).toBe(number);
});

test.each([undefined, '', 'much', '12Q'])('%s is no quantity and counts as none', (text) => {
  expect(quantity(text)).toBe(0);
});
