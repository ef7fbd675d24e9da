import type { Cidr } from './cidr';
import { hostAddress } from './host-address';
import type { IpAddress } from './ip-address';

/** A host of a network. */
export interface Wanted {
  /** The address the user wrote, as it was written. */
  readonly given?: string;
  /** The last part of the address it has otherwise: `.10`. */
  readonly usual: string;
}

/** Hosts that step over others pass at most this many addresses: twenty workers, a pool, and room to spare. */
const reach = 1000;

/**
 * The address of each host, as a text. Given addresses stay. A default keeps its usual address; if that is taken or outside a
 * small network, it takes the next free one above, else the lowest. Undefined where the network has none left.
 * @param isKept addresses that are for something else.
 */
export function chooseAddresses(
  cidr: Cidr,
  wanted: readonly Wanted[],
  isKept: (address: IpAddress) => boolean = () => false,
): (string | undefined)[] {
  const taken = new Set(wanted.flatMap(({ given }) => (given === undefined ? [] : offsetOf(cidr, given))));
  const isFree = (offset: number) => !taken.has(offset) && !isKept(cidr.at(offset));
  return wanted.map(({ given, usual }, index) => {
    if (given !== undefined) return given;
    const free = candidates(cidr, last(usual)).filter(isFree);
    // A default that moves takes no other default's address while there is room.
    const others = wanted.slice(index + 1).flatMap((later) => (later.given === undefined ? last(later.usual) : []));
    const offset = free.find((candidate) => candidate === last(usual) || !others.includes(candidate)) ?? free[0];
    if (offset === undefined) return undefined;
    taken.add(offset);
    return `.${offset}`;
  });
}

const last = (usual: string): number => Number(usual.slice(1));

/** Host addresses of the network, the usual one first. */
function candidates(cidr: Cidr, usual: number): number[] {
  const most = cidr.size - 2;
  const offsets = (from: number, to: number) =>
    Array.from({ length: Math.max(0, Math.min(to, most, from + reach) - from + 1) }, (_, index) => from + index);
  return [...offsets(usual, most), ...offsets(1, usual - 1)];
}

/** Undefined for a text that is no address of the network; its reader reports it. */
function offsetOf(cidr: Cidr, text: string): number[] {
  try {
    const offset = hostAddress(cidr, text).toNumber() - cidr.first.toNumber();
    return offset >= 0 && offset < cidr.size ? [offset] : [];
  } catch {
    return [];
  }
}
