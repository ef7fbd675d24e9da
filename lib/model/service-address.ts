import type { Cidr } from './cidr';
import type { IpAddress } from './ip-address';

/**
 * The last address kept for fixed ones (KEP-3070): the first sixteenth of the service network, at least 16 and at most 256
 * addresses.
 */
export function lastStaticServiceAddress(serviceCidr: Cidr): IpAddress {
  const kept = Math.min(Math.max(16, Math.floor(serviceCidr.size / 16)), 256);
  return serviceCidr.at(Math.min(kept, serviceCidr.size - 2));
}

/** A free fixed address: from `offset` to the end of the static band, then below it, then anywhere. Undefined when none is free. */
export function freeServiceAddress(
  serviceCidr: Cidr,
  offset: number,
  isTaken: (address: IpAddress) => boolean,
): IpAddress | undefined {
  const band = lastStaticServiceAddress(serviceCidr).toNumber() - serviceCidr.first.toNumber();
  const from = Math.min(offset, band);
  const candidates = [
    ...offsets(from, band),
    ...offsets(2, from - 1),
    ...offsets(band + 1, Math.min(serviceCidr.size - 2, band + 1000)),
  ];
  return candidates.map((candidate) => serviceCidr.at(candidate)).find((address) => !isTaken(address));
}

const offsets = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
