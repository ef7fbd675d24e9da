import * as fc from 'fast-check';
import { IpAddress, macAddressOf, parseMacAddress } from '../../../lib/model';
import { refusal } from './problems';

const form = { reason: 'is not a MAC address', remedy: 'write six pairs of hexadecimal digits, such as 52:54:00:a8:38:1e' };
const group = { reason: 'is a group address, not one of a machine', remedy: 'begin it with 52:54:00' };

test.each([
  ['52-54-00-A8-38-1E', { reason: 'is not in its plain form', remedy: 'write 52:54:00:a8:38:1e' }],
  ['52:54:00:A8:38:1e', { reason: 'is not in its plain form', remedy: 'write 52:54:00:a8:38:1e' }],
  ['01:00:5e:00:00:01', group],
  ['ff:ff:ff:ff:ff:ff', group],
  ['fe:54:00:a8:38:1e', { reason: 'begins with fe, which libvirt keeps for itself', remedy: 'begin it with 52:54:00' }],
  ['00:00:00:00:00:00', { reason: 'is no address of a machine', remedy: 'begin it with 52:54:00' }],
  ['52:54:00:a8:38', form],
  ['52:54:00:a8:38:1e:00', form],
  ['52:54:00:a8:38:1g', form],
  ['525400a8381e', form],
  ['52:54:0:a8:38:1e', form],
  [' 52:54:00:a8:38:1e', form],
  ['', form],
])('refuses %j', (text, expected) => {
  expect(refusal(() => parseMacAddress(text))).toEqual({ value: text, ...expected });
});

test.each(['52:54:00:a8:38:1e', '02:00:00:00:00:01', '52:54:00:10:20:30'])('takes %s', (text) => {
  expect(parseMacAddress(text)).toBe(text);
});

test.each([
  ['192.168.56.30', '52:54:00:a8:38:1e'],
  ['192.168.56.31', '52:54:00:a8:38:1f'],
  ['192.168.56.32', '52:54:00:a8:38:20'],
  ['192.168.56.50', '52:54:00:a8:38:32'],
  ['10.0.0.1', '52:54:00:00:00:01'],
  ['10.255.255.254', '52:54:00:ff:ff:fe'],
])('the machine at %s has the MAC address %s', (address, mac) => {
  expect(macAddressOf(IpAddress.parse(address))).toBe(mac);
});

test('every address gives a MAC address that is taken', () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), (bits) => {
      const mac = macAddressOf(IpAddress.fromNumber(bits));
      expect(parseMacAddress(mac)).toBe(mac);
    }),
  );
});

test('any text is a MAC address that writes itself the same, or is refused by a ValueError', () => {
  const nearly = fc
    .array(fc.stringMatching(/^[0-9a-fA-F]{1,2}$/), { minLength: 5, maxLength: 7 })
    .chain((pairs) => fc.constantFrom(':', '-').map((separator) => pairs.join(separator)));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly), (text) => {
      if (refusal(() => parseMacAddress(text)) === undefined) expect(parseMacAddress(text)).toBe(text);
    }),
  );
});
