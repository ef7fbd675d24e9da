import { Cidr } from '../../../lib/model';
import { readPool } from '../../../lib/model/address-pool';
import { refusal } from './problems';

const lan = Cidr.parse('192.168.56.0/24');
const notAnAddress = { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' };

test.each([
  [
    '.60-.59',
    { value: '192.168.56.60-192.168.56.59', reason: 'ends before it begins', remedy: 'write 192.168.56.59-192.168.56.60' },
  ],
  ['.60-.300', { value: '.300', reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' }],
  ['.60-', { value: '', ...notAnAddress }],
  [
    '.60-.61-.62',
    {
      value: '.60-.61-.62',
      reason: 'is not an address range',
      remedy: 'write FIRST-LAST, a single address or a CIDR',
    },
  ],
  [
    '192.168.56.60/24',
    {
      value: '192.168.56.60/24',
      reason: 'is one address with the prefix length of the network',
      remedy: 'write 192.168.56.60, or FIRST-LAST',
    },
  ],
  ['192.168.56.65/28', { value: '192.168.56.65/28', reason: 'has host bits set', remedy: 'write 192.168.56.64/28' }],
  ['60-69', { value: '60-69', reason: 'has no dot before its numbers', remedy: 'write .60-.69' }],
  ['60', { value: '60', reason: 'has no dot before its numbers', remedy: 'write .60' }],
  ['.60..69', { value: '.60..69', reason: 'is not an address range', remedy: 'write .60-69' }],
  ['.60 – .69', { value: '.60 – .69', reason: 'is not an address range', remedy: 'write .60-.69' }],
  ['.60 to .69', { value: '.60 to .69', reason: 'is not an address range', remedy: 'write .60-.69' }],
  ['.60, .61', { value: '.60, .61', reason: 'is not an address range', remedy: 'write FIRST-LAST, a single address or a CIDR' }],
])('refuses the pool %j', (text, expected) => {
  expect(refusal(() => readPool(lan, text))).toEqual(expected);
});

test.each([
  ['.60', '192.168.56.60'],
  ['.60-.69', '192.168.56.60-192.168.56.69'],
  ['.60 - .69', '192.168.56.60-192.168.56.69'],
  ['.60-192.168.56.69', '192.168.56.60-192.168.56.69'],
  ['.60-69', '192.168.56.60-192.168.56.69'],
  ['192.168.56.60-69', '192.168.56.60-192.168.56.69'],
  ['192.168.56.60 - 192.168.56.69', '192.168.56.60-192.168.56.69'],
  ['192.168.56.60-.69', '192.168.56.60-192.168.56.69'],
  ['192.168.56.64/30', '192.168.56.64-192.168.56.67'],
  ['.64/30', '192.168.56.64-192.168.56.67'],
  ['.64 / 30', '192.168.56.64-192.168.56.67'],
  ['.60/32', '192.168.56.60'],
])('the pool %s is %s', (text, expected) => {
  expect(String(readPool(lan, text))).toBe(expected);
});
