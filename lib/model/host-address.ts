import type { Cidr } from './cidr';
import { ValueError } from './problem';
import { IpAddress } from './ip-address';

/**
 * Reads an address of a network: full, or its last part, where `.30` is the network's 30th address.
 * @throws ValueError
 */
export function hostAddress(cidr: Cidr, text: string): IpAddress {
  const offset = /^\.(\d+)$/.exec(text)?.[1];
  if (offset === undefined) return IpAddress.parse(text);
  if (offset.length > 1 && offset.startsWith('0')) throw new ValueError(text, 'has a leading zero', `write .${Number(offset)}`);
  if (Number(offset) >= cidr.size) throw new ValueError(text, `is outside the network ${cidr}`, `use .2 to .${cidr.size - 2}`);
  return cidr.at(Number(offset));
}

/** A substitute for an unknown address: a default's last part, limited to the network's size. */
export const toHost = (cidr: Cidr, text: string): IpAddress => cidr.at(Math.min(Number(text.slice(1)), cidr.size - 2));
