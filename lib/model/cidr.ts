import { ValueError } from './problem';
import { IpAddress } from './ip-address';

/** An IPv4 network: a first address and a prefix length (RFC 4632). */
export class Cidr {
  private constructor(
    readonly first: IpAddress,
    /** 0 to 32. */
    readonly prefix: number,
  ) {}

  /**
   * Parses `10.96.0.0/12`. Host bits must be zero.
   * @throws ValueError with the corrected network where there is one.
   */
  static parse(text: string): Cidr {
    const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
    if (!match)
      throw new ValueError(
        text,
        'is not a network in CIDR form',
        'write an address, a slash and a prefix length, such as 192.168.56.0/24',
      );
    const address = IpAddress.parse(match[1]!);
    const prefix = Number(match[2]);
    if (prefix > 32) throw new ValueError(text, 'has a prefix length above 32');
    const cidr = Cidr.containing(address, prefix);
    if (match[2] !== String(prefix)) throw new ValueError(text, 'has a prefix length with a leading zero', `write ${cidr}`);
    if (!cidr.first.equals(address)) throw new ValueError(text, 'has host bits set', `write ${cidr}`);
    return cidr;
  }

  /** The network of this prefix length that holds `address`. */
  static containing(address: IpAddress, prefix: number): Cidr {
    const size = 2 ** (32 - prefix);
    return new Cidr(IpAddress.fromNumber(Math.floor(address.toNumber() / size) * size), prefix);
  }

  /** How many addresses, the network and broadcast addresses among them. */
  get size(): number {
    return 2 ** (32 - this.prefix);
  }

  get last(): IpAddress {
    return this.first.plus(this.size - 1);
  }

  /** The address at this offset from the first. @throws ValueError outside the network. */
  at(offset: number): IpAddress {
    if (offset < 0 || offset >= this.size)
      throw new ValueError(`${this} offset ${offset}`, `is outside the network, which has ${this.size} addresses`);
    return this.first.plus(offset);
  }

  contains(address: IpAddress): boolean {
    return address.compare(this.first) >= 0 && address.compare(this.last) <= 0;
  }

  overlaps(other: Cidr): boolean {
    return this.first.compare(other.last) <= 0 && other.first.compare(this.last) <= 0;
  }

  /** The `index`th of the equal networks of length `prefix` that this one splits into. */
  subnet(prefix: number, index: number): Cidr {
    const count = 2 ** (prefix - this.prefix);
    if (prefix < this.prefix || prefix > 32 || index < 0 || index >= count) {
      throw new ValueError(`${this} subnet ${index} of /${prefix}`, 'does not exist');
    }
    return new Cidr(this.first.plus(index * 2 ** (32 - prefix)), prefix);
  }

  /** `255.240.0.0` */
  get netmask(): IpAddress {
    return IpAddress.fromNumber(2 ** 32 - this.size);
  }

  toString(): string {
    return `${this.first}/${this.prefix}`;
  }
}
