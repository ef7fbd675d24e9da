import { ValueError } from './problem';

const octets = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/;

/** Eight groups, or fewer and `::`; what follows `%` is a zone (RFC 4291, section 2.2; RFC 4007, section 11). */
const ipv6 = (text: string): boolean =>
  /^[0-9a-f:.]+(%.+)?$/i.test(text) && (text.includes('::') || text.split(':').length === 8);

/** An IPv4 address. Compared as a number, never as text. */
export class IpAddress {
  private constructor(private readonly bits: number) {}

  /**
   * Parses four decimal octets, 0 to 255, without leading zeros (which some programs read as octal).
   * @throws ValueError with the corrected address where there is one.
   */
  static parse(text: string): IpAddress {
    const parts = octets.exec(text)?.slice(1);
    if (!parts) throw notAnAddress(text);
    const numbers = parts.map(Number);
    if (numbers.some((number) => number > 255)) throw new ValueError(text, 'has an octet above 255');
    if (parts.some((part) => part.length > 1 && part.startsWith('0'))) {
      throw new ValueError(text, 'has an octet with a leading zero', `write ${numbers.join('.')}`);
    }
    return new IpAddress(numbers.reduce((bits, number) => bits * 256 + number, 0));
  }

  /** The address with this number, 0 to 2^32 - 1. */
  static fromNumber(bits: number): IpAddress {
    if (!Number.isInteger(bits) || bits < 0 || bits > 0xffffffff)
      throw new ValueError(String(bits), 'is outside the IPv4 address space');
    return new IpAddress(bits);
  }

  toNumber(): number {
    return this.bits;
  }

  /** The address `offset` further on. */
  plus(offset: number): IpAddress {
    return IpAddress.fromNumber(this.bits + offset);
  }

  equals(other: IpAddress): boolean {
    return this.bits === other.bits;
  }

  /** Negative, zero or positive, for sorting. */
  compare(other: IpAddress): number {
    return this.bits - other.bits;
  }

  /** The four octets, first to last. */
  octets(): [number, number, number, number] {
    return [this.bits >>> 24, (this.bits >>> 16) & 255, (this.bits >>> 8) & 255, this.bits & 255];
  }

  toString(): string {
    return this.octets().join('.');
  }
}

function notAnAddress(text: string): ValueError {
  if (ipv6(text)) return new ValueError(text, 'is an IPv6 address; this lab is IPv4 for now', 'write an IPv4 address');
  const found = around.exec(text);
  if (!found || found[2] === text)
    return new ValueError(text, 'is not an IPv4 address', 'write four numbers from 0 to 255 with dots between them');
  const [, scheme, address, port, prefix] = found;
  const more = scheme ? 'is a URL' : port ? 'has a port' : prefix ? 'has a prefix length' : 'has blanks around it';
  return new ValueError(text, `${more}; only the address is wanted here`, `write ${address}`);
}

/** An address, or its last part, with what other programs want beside it. */
const around = /^\s*([a-z]+:\/\/)?((?:\d{1,3}\.\d{1,3}\.\d{1,3})?\.\d{1,3})(:\d+)?(\/.*)?\s*$/i;
