import { ValueError } from './problem';
import type { IpAddress } from './ip-address';

/**
 * Parses a MAC address of one machine: six pairs of hexadecimal digits with colons, in lower case.
 * @throws ValueError with the corrected address where there is one.
 */
export function parseMacAddress(text: string): string {
  const plain = text.toLowerCase().replaceAll('-', ':');
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(plain))
    throw new ValueError(text, 'is not a MAC address', 'write six pairs of hexadecimal digits, such as 52:54:00:a8:38:1e');
  if (plain !== text) throw new ValueError(text, 'is not in its plain form', `write ${plain}`);
  // The lowest bit of the first octet marks a group of machines (IEEE 802).
  if (parseInt(plain.slice(0, 2), 16) & 1)
    throw new ValueError(text, 'is a group address, not one of a machine', 'begin it with 52:54:00');
  // virNetDevTapAttachBridge: the host's end of the cable gets this octet.
  if (plain.startsWith('fe'))
    throw new ValueError(text, 'begins with fe, which libvirt keeps for itself', 'begin it with 52:54:00');
  if (plain === '00:00:00:00:00:00') throw new ValueError(text, 'is no address of a machine', 'begin it with 52:54:00');
  return plain;
}

/**
 * A machine's default MAC address: QEMU's prefix 52:54:00 and the last three octets of its IPv4 address. So it is the same in
 * every build.
 */
export function macAddressOf(address: IpAddress): string {
  const hex = address
    .octets()
    .slice(1)
    .map((octet) => octet.toString(16).padStart(2, '0'));
  return ['52:54:00', ...hex].join(':');
}
