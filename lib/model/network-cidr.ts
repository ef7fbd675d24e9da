import { Cidr } from './cidr';
import { ValueError } from './problem';

/** Reads the range of a network that the lab makes, with a bridge of its own. @throws ValueError */
export function readNetworkCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix < 8 || cidr.prefix > 29) throw new ValueError(text, 'must have a prefix length from 8 to 29', 'a /24 is usual');
  return cidr;
}
