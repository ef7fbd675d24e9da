import * as fc from 'fast-check';
import { Cidr, IpAddress } from '../../../lib/model';
import { refusal } from './problems';

const form = {
  reason: 'is not a network in CIDR form',
  remedy: 'write an address, a slash and a prefix length, such as 192.168.56.0/24',
};

test.each([
  ['10.0.0.1/12', { reason: 'has host bits set', remedy: 'write 10.0.0.0/12' }],
  ['192.168.57.0/23', { reason: 'has host bits set', remedy: 'write 192.168.56.0/23' }],
  ['20.100.0.0/12', { reason: 'has host bits set', remedy: 'write 20.96.0.0/12' }],
  ['10.0.0.0/33', { reason: 'has a prefix length above 32' }],
  ['10.0.0.0/999', { reason: 'has a prefix length above 32' }],
  ['10.0.0.0/08', { reason: 'has a prefix length with a leading zero', remedy: 'write 10.0.0.0/8' }],
  ['10.0.0.0', form],
  ['10.0.0.0/', form],
  ['10.0.0.0/-1', form],
  ['10.0.0.0/8/8', form],
  ['10.0.0.0/255.0.0.0', form],
  ['/24', form],
  ['', form],
])('refuses %j', (text, expected) => {
  expect(refusal(() => Cidr.parse(text))).toEqual({ value: text, ...expected });
});

test('refuses a network whose address is none', () => {
  expect(refusal(() => Cidr.parse('192.168.056.0/24'))).toEqual({
    value: '192.168.056.0',
    reason: 'has an octet with a leading zero',
    remedy: 'write 192.168.56.0',
  });
});

test('refuses an IPv6 network, and says that it is one', () => {
  expect(refusal(() => Cidr.parse('fd00:10::/112'))).toEqual({
    value: 'fd00:10::',
    reason: 'is an IPv6 address; this lab is IPv4 for now',
    remedy: 'write an IPv4 address',
  });
});

test.each([-1, 256])('refuses offset %i of a /24', (offset) => {
  expect(refusal(() => Cidr.parse('192.168.56.0/24').at(offset))?.reason).toBe('is outside the network, which has 256 addresses');
});

test.each([
  [11, 0],
  [33, 0],
  [24, -1],
  [24, 4096],
])('refuses subnet /%i number %i of a /12', (prefix, index) => {
  expect(refusal(() => Cidr.parse('20.96.0.0/12').subnet(prefix, index))?.reason).toBe('does not exist');
});

test.each([
  // network, first, last, netmask, size
  ['0.0.0.0/0', '0.0.0.0', '255.255.255.255', '0.0.0.0', 4294967296],
  ['10.96.0.0/12', '10.96.0.0', '10.111.255.255', '255.240.0.0', 1048576],
  ['192.168.56.0/24', '192.168.56.0', '192.168.56.255', '255.255.255.0', 256],
  ['10.0.2.0/23', '10.0.2.0', '10.0.3.255', '255.255.254.0', 512],
  ['10.0.0.7/32', '10.0.0.7', '10.0.0.7', '255.255.255.255', 1],
])('%s reaches from %s to %s', (text, first, last, netmask, size) => {
  const cidr = Cidr.parse(text);
  expect([String(cidr.first), String(cidr.last), String(cidr.netmask), cidr.size]).toEqual([first, last, netmask, size]);
});

test.each([
  ['10.0.2.0/23', '10.0.20.0/24', false],
  ['10.0.2.0/23', '10.0.3.0/24', true],
  ['10.0.2.0/23', '10.0.4.0/24', false],
  ['9.0.0.0/8', '10.0.0.0/8', false],
  ['20.96.0.0/12', '10.96.0.0/12', false],
  ['10.96.0.0/12', '10.111.255.0/24', true],
  ['10.96.0.0/12', '10.112.0.0/24', false],
  ['0.0.0.0/0', '255.255.255.255/32', true],
])('%s and %s: overlapping is %p', (one, other, expected) => {
  expect(Cidr.parse(one).overlaps(Cidr.parse(other))).toBe(expected);
  expect(Cidr.parse(other).overlaps(Cidr.parse(one))).toBe(expected);
});

test.each([
  ['10.0.2.0/23', '10.0.3.255', true],
  ['10.0.2.0/23', '10.0.4.0', false],
  ['10.0.2.0/23', '10.0.1.255', false],
  ['10.0.2.0/23', '10.0.20.1', false],
])('%s holds %s: %p', (cidr, address, expected) => {
  expect(Cidr.parse(cidr).contains(IpAddress.parse(address))).toBe(expected);
});

test('splits into equal networks', () => {
  const pods = Cidr.parse('20.96.0.0/12');
  expect([0, 1, 256, 4095].map((index) => String(pods.subnet(24, index)))).toEqual([
    '20.96.0.0/24',
    '20.96.1.0/24',
    '20.97.0.0/24',
    '20.111.255.0/24',
  ]);
});

/** Networks within 10.0.0.0/24, so that every address of them can be tried. */
const small = fc
  .record({ number: fc.nat(255), prefix: fc.integer({ min: 24, max: 32 }) })
  .map(({ number, prefix }) => Cidr.containing(IpAddress.parse('10.0.0.0').plus(number), prefix));
const everyAddress = Array.from({ length: 256 }, (_, index) => IpAddress.parse('10.0.0.0').plus(index));

test('contains and overlaps agree with trying every address', () => {
  fc.assert(
    fc.property(small, small, (one, other) => {
      const members = (cidr: Cidr) =>
        everyAddress.filter(
          (address) =>
            address.toNumber() >>> (32 - cidr.prefix) === cidr.first.toNumber() >>> (32 - cidr.prefix) || cidr.prefix === 0,
        );
      expect(everyAddress.filter((address) => one.contains(address)).map(String)).toEqual(members(one).map(String));
      const shared = members(one).some((address) => members(other).some((mine) => mine.equals(address)));
      expect(one.overlaps(other)).toBe(shared);
      expect(other.overlaps(one)).toBe(shared);
    }),
  );
});

test('every network survives being written and parsed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 32 }), (bits, prefix) => {
      const cidr = Cidr.containing(IpAddress.fromNumber(bits), prefix);
      const again = Cidr.parse(String(cidr));
      expect([again.first.toNumber(), again.prefix]).toEqual([cidr.first.toNumber(), cidr.prefix]);
      expect(cidr.contains(IpAddress.fromNumber(bits))).toBe(true);
    }),
  );
});

test('any text is a network that writes itself the same, or is refused by a ValueError', () => {
  const nearly = fc
    .tuple(fc.ipV4(), fc.oneof(fc.nat(40).map(String), fc.string({ maxLength: 3 })))
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly), (text) => {
      if (refusal(() => Cidr.parse(text)) === undefined) expect(String(Cidr.parse(text))).toBe(text);
    }),
  );
});
