import * as fc from 'fast-check';
import { IpAddress, IpRange } from '../../../lib/model';
import { refusal } from './problems';

test.each([
  ['192.168.56.69-192.168.56.60', { reason: 'ends before it begins', remedy: 'write 192.168.56.60-192.168.56.69' }],
  ['10.0.10.1-10.0.9.1', { reason: 'ends before it begins', remedy: 'write 10.0.9.1-10.0.10.1' }],
  ['1.1.1.1-1.1.1.2-1.1.1.3', { reason: 'is not an address range', remedy: 'write FIRST-LAST, a single address or a CIDR' }],
  ['192.168.56.60/24', { reason: 'has host bits set', remedy: 'write 192.168.56.0/24' }],
])('refuses %s', (text, expected) => {
  expect(refusal(() => IpRange.parse(text))).toEqual({ value: text, ...expected });
});

test.each(['', '-', '192.168.56.60-', '-192.168.56.60', '192.168.56.60-69'])('refuses %j', (text) => {
  expect(refusal(() => IpRange.parse(text))?.reason).toBe('is not an IPv4 address');
});

test.each([
  // text, as written again, as MetalLB takes it, size
  ['192.168.56.60', '192.168.56.60', '192.168.56.60/32', 1],
  ['192.168.56.60/32', '192.168.56.60', '192.168.56.60/32', 1],
  ['192.168.56.60-192.168.56.60', '192.168.56.60', '192.168.56.60/32', 1],
  ['192.168.56.60-192.168.56.69', '192.168.56.60-192.168.56.69', '192.168.56.60-192.168.56.69', 10],
  ['192.168.56.64/28', '192.168.56.64-192.168.56.79', '192.168.56.64-192.168.56.79', 16],
  ['10.0.9.0-10.0.10.255', '10.0.9.0-10.0.10.255', '10.0.9.0-10.0.10.255', 512],
])('%s is written %s and given to MetalLB as %s', (text, written, pool, size) => {
  const range = IpRange.parse(text);
  expect([String(range), range.toPoolAddress(), range.size]).toEqual([written, pool, size]);
});

test.each([
  ['10.0.0.59', false],
  ['10.0.0.60', true],
  ['10.0.0.69', true],
  ['10.0.0.70', false],
  ['10.0.0.6', false],
])('10.0.0.60-10.0.0.69 holds %s: %p', (address, expected) => {
  expect(IpRange.parse('10.0.0.60-10.0.0.69').contains(IpAddress.parse(address))).toBe(expected);
});

const range = fc.tuple(fc.nat(255), fc.nat(255)).map((ends) => {
  const [first, last] = ends.sort((a, b) => a - b);
  return IpRange.parse(`10.0.0.${first}-10.0.0.${last}`);
});

test('two ranges overlap, either way round, when some address is in both', () => {
  const everyAddress = Array.from({ length: 256 }, (_, index) => IpAddress.parse('10.0.0.0').plus(index));
  fc.assert(
    fc.property(range, range, (one, other) => {
      const shared = everyAddress.some((address) => one.contains(address) && other.contains(address));
      expect([one.overlaps(other), other.overlaps(one)]).toEqual([shared, shared]);
      expect(everyAddress.filter((address) => one.contains(address))).toHaveLength(one.size);
    }),
  );
});

test('every range survives being written and parsed', () => {
  fc.assert(fc.property(range, (given) => expect(String(IpRange.parse(String(given)))).toBe(String(given))));
});

test('any text is a range or is refused by a ValueError', () => {
  const nearly = fc.array(fc.oneof(fc.ipV4(), fc.string({ maxLength: 3 })), { maxLength: 3 }).map((parts) => parts.join('-'));
  fc.assert(fc.property(fc.oneof(fc.string(), nearly), (text) => void refusal(() => IpRange.parse(text))));
});
