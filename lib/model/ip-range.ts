import { Cidr } from './cidr';
import { ValueError } from './problem';
import { IpAddress } from './ip-address';

/** The ends of a range of addresses, both included. */
export interface Ends {
  readonly first: IpAddress;
  readonly last: IpAddress;
}

/** Whether two ranges share an address. */
export const overlap = (one: Ends, other: Ends): boolean =>
  one.first.compare(other.last) <= 0 && other.first.compare(one.last) <= 0;

/** Addresses from `first` to `last`, both included. */
export class IpRange {
  private constructor(
    readonly first: IpAddress,
    readonly last: IpAddress,
  ) {}

  /** Parses `192.168.56.60`, `192.168.56.60-192.168.56.69` or `192.168.56.60/32`. */
  static parse(text: string): IpRange {
    if (text.includes('/')) {
      const cidr = Cidr.parse(text);
      return new IpRange(cidr.first, cidr.last);
    }
    const [first, last, ...rest] = text.split('-');
    if (rest.length > 0) throw new ValueError(text, 'is not an address range', 'write FIRST-LAST, a single address or a CIDR');
    const range = new IpRange(IpAddress.parse(first!), IpAddress.parse(last ?? first!));
    if (range.first.compare(range.last) > 0)
      throw new ValueError(text, 'ends before it begins', `write ${range.last}-${range.first}`);
    return range;
  }

  /** One address. */
  static of(address: IpAddress): IpRange {
    return new IpRange(address, address);
  }

  contains(address: IpAddress): boolean {
    return this.first.compare(address) <= 0 && address.compare(this.last) <= 0;
  }

  overlaps(other: Ends): boolean {
    return overlap(this, other);
  }

  get size(): number {
    return this.last.toNumber() - this.first.toNumber() + 1;
  }

  /** A form MetalLB's IPAddressPool takes: it refuses a bare address. */
  toPoolAddress(): string {
    return this.size === 1 ? `${this.first}/32` : `${this.first}-${this.last}`;
  }

  toString(): string {
    return this.size === 1 ? String(this.first) : `${this.first}-${this.last}`;
  }
}
