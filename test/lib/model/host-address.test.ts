import { Cidr } from '../../../lib/model';
import { hostAddress, toHost } from '../../../lib/model/host-address';
import { refusal } from './problems';

const lan = Cidr.parse('192.168.56.0/24');
const notAnAddress = { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' };

test.each([
  ['.256', { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' }],
  ['.99999999999999999999', { reason: 'is outside the network 192.168.56.0/24', remedy: 'use .2 to .254' }],
  ['.030', { reason: 'has a leading zero', remedy: 'write .30' }],
  ['192.168.056.1', { reason: 'has an octet with a leading zero', remedy: 'write 192.168.56.1' }],
  ['30', notAnAddress],
  ['.', notAnAddress],
  ['.-1', notAnAddress],
  ['.3.4', notAnAddress],
  ['.1e1', notAnAddress],
  ['', notAnAddress],
  ['fd00::30', { reason: 'is an IPv6 address; this lab is IPv4 for now', remedy: 'write an IPv4 address' }],
])('refuses %j', (text, expected) => {
  expect(refusal(() => hostAddress(lan, text))).toEqual({ value: text, ...expected });
});

test.each([
  ['192.168.56.0/24', '.30', '192.168.56.30'],
  ['192.168.56.64/26', '.30', '192.168.56.94'],
  ['10.0.0.0/16', '.300', '10.0.1.44'],
  ['192.168.56.0/24', '192.168.56.30', '192.168.56.30'],
  ['192.168.56.0/24', '203.0.113.53', '203.0.113.53'],
])('in %s, %s is %s', (cidr, text, expected) => {
  expect(String(hostAddress(Cidr.parse(cidr), text))).toBe(expected);
});

test('a default goes as far as the network reaches', () => {
  expect(['.30', '.254', '.300'].map((text) => String(toHost(lan, text)))).toEqual([
    '192.168.56.30',
    '192.168.56.254',
    '192.168.56.254',
  ]);
});
