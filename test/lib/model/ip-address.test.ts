import * as fc from 'fast-check';
import { IpAddress } from '../../../lib/model';
import { refusal } from './problems';

const form = { reason: 'is not an IPv4 address', remedy: 'write four numbers from 0 to 255 with dots between them' };

const ipv6 = { reason: 'is an IPv6 address; this lab is IPv4 for now', remedy: 'write an IPv4 address' };

test.each([
  ['192.168.056.1', { reason: 'has an octet with a leading zero', remedy: 'write 192.168.56.1' }],
  ['00.0.0.0', { reason: 'has an octet with a leading zero', remedy: 'write 0.0.0.0' }],
  ['192.168.56.256', { reason: 'has an octet above 255' }],
  ['1234.0.0.1', { reason: 'has an octet above 255' }],
  ['192.168.56', form],
  ['192.168.56.1.1', form],
  ['192.168.56.1/24', { reason: 'has a prefix length; only the address is wanted here', remedy: 'write 192.168.56.1' }],
  ['8.8.8.8:53', { reason: 'has a port; only the address is wanted here', remedy: 'write 8.8.8.8' }],
  ['https://1.1.1.1/dns-query', { reason: 'is a URL; only the address is wanted here', remedy: 'write 1.1.1.1' }],
  ['tcp://1.1.1.1:53', { reason: 'is a URL; only the address is wanted here', remedy: 'write 1.1.1.1' }],
  ['.53', form],
  ['dns.google', form],
  ['192.168.56.-1', form],
  ['192.168.56.0x1', form],
  [' 192.168.56.1', { reason: 'has blanks around it; only the address is wanted here', remedy: 'write 192.168.56.1' }],
  ['192.168.56.1\n', { reason: 'has blanks around it; only the address is wanted here', remedy: 'write 192.168.56.1' }],
  ['١.٢.٣.٤', form],
  ['::1', ipv6],
  ['fd00::30', ipv6],
  ['2001:db8:0:0:0:0:0:1', ipv6],
  ['fe80::1%eth0', ipv6],
  ['::ffff:192.168.56.1', ipv6],
  // Neither is one.
  ['52:54:00:a8:38:1e', form],
  ['10:20', form],
  ['', form],
])('refuses %j', (text, expected) => {
  expect(refusal(() => IpAddress.parse(text))).toEqual({ value: text, ...expected });
});

test.each([-1, 0x1_0000_0000, 1.5, Number.NaN])('refuses the number %p', (bits) => {
  expect(refusal(() => IpAddress.fromNumber(bits))?.reason).toBe('is outside the IPv4 address space');
});

test('refuses to go beyond the last address', () => {
  expect(refusal(() => IpAddress.parse('255.255.255.255').plus(1))?.reason).toBe('is outside the IPv4 address space');
});

test.each([
  ['0.0.0.0', 0],
  ['10.0.0.1', 167772161],
  ['192.168.56.30', 3232249886],
  ['255.255.255.255', 4294967295],
])('%s is the number %i', (text, number) => {
  expect(IpAddress.parse(text).toNumber()).toBe(number);
  expect(String(IpAddress.fromNumber(number))).toBe(text);
});

test('compares as a number, not as text', () => {
  expect(IpAddress.parse('10.0.9.1').compare(IpAddress.parse('10.0.10.1'))).toBeLessThan(0);
  expect(IpAddress.parse('9.0.0.0').compare(IpAddress.parse('200.0.0.0'))).toBeLessThan(0);
  expect(IpAddress.parse('10.0.0.1').compare(IpAddress.parse('10.0.0.1'))).toBe(0);
});

test('plus carries over an octet', () => {
  expect(String(IpAddress.parse('10.0.0.255').plus(1))).toBe('10.0.1.0');
});

test('gives its octets, first to last', () => {
  expect(IpAddress.parse('200.1.2.255').octets()).toEqual([200, 1, 2, 255]);
});

test('every number survives being written and parsed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (bits) => {
      expect(IpAddress.parse(String(IpAddress.fromNumber(bits))).toNumber()).toBe(bits);
    }),
  );
});

test('any text is an address that writes itself the same, or is refused by a ValueError', () => {
  const nearly = fc
    .array(fc.oneof(fc.nat(300).map(String), fc.string({ maxLength: 4 })), { maxLength: 6 })
    .map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly, fc.ipV4()), (text) => {
      if (refusal(() => IpAddress.parse(text)) === undefined) expect(String(IpAddress.parse(text))).toBe(text);
    }),
  );
});
