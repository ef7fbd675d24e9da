import type { Cidr } from './cidr';
import { ValueError } from './problem';
import { hostAddress } from './host-address';
import { IpRange } from './ip-range';

/**
 * Reads the load balancer's pool: one address, `FIRST-LAST` or a CIDR, with or without blanks. Each address is full or its last
 * part (`.60`, `.60-.69`, `.64/30`). The last one may be its last number alone: `192.168.56.60-69`.
 * @throws ValueError
 */
export function readPool(cidr: Cidr, text: string): IpRange {
  if (text.includes('/')) return readNetwork(cidr, text);
  const [first, last, ...more] = text.split('-').map((end) => end.trim());
  if (numbers.test(text)) throw new ValueError(text, 'has no dot before its numbers', `write ${dotted(text)}`);
  if (more.length > 0 || otherSeparator.test(text)) throw notARange(text);
  if (last === undefined) return IpRange.of(hostAddress(cidr, first!));
  return IpRange.parse(`${hostAddress(cidr, first!)}-${hostAddress(cidr, completed(first!, last))}`);
}

/** `.64/30` as well, and with blanks around the slash. */
function readNetwork(cidr: Cidr, text: string): IpRange {
  const [first, ...prefix] = text.split('/').map((part) => part.trim());
  const full = [first!.startsWith('.') ? hostAddress(cidr, first!) : first, ...prefix].join('/');
  // Who writes the prefix length of the machines' network behind an address does not mean all of it.
  if (prefix.join() === String(cidr.prefix) && first !== String(cidr.first) && cidr.contains(hostAddress(cidr, first!)))
    throw new ValueError(text, 'is one address with the prefix length of the network', `write ${first}, or FIRST-LAST`);
  return IpRange.parse(full);
}

/** The last number alone stands for an address like the first one. */
const completed = (first: string, last: string): string => (/^\d+$/.test(last) ? first.replace(/\d+$/, last) : last);

/** Last parts of addresses without their dots. */
const numbers = /^\s*\d{1,3}(\s*-\s*\d{1,3})?\s*$/;
const dotted = (text: string): string => text.replaceAll(/\s/g, '').replaceAll(/\d+/g, '.$&');

/** How else people write a range, or several. */
const otherSeparator = /\.\.|[–—,;:]|\bto\b/;

function notARange(text: string): ValueError {
  const ends = text.split(/\.\.+|[–—]|\bto\b/).map((end) => end.trim());
  const remedy = ends.length === 2 && ends.every((end) => /^[\d.]+$/.test(end)) ? `write ${ends.join('-')}` : undefined;
  return new ValueError(text, 'is not an address range', remedy ?? 'write FIRST-LAST, a single address or a CIDR');
}
