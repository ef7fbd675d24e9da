import type { Lab } from '../model';
import { machines } from '../model';

/** Where a packet is: one network stack of the lab. */
export type Place =
  /** The outside user's host. */
  | { readonly kind: 'outside' }
  /** A host on the machines' network that is no machine of the lab. */
  | { readonly kind: 'lan' }
  /** The router between the machines' network and the outside. */
  | { readonly kind: 'gateway' }
  /** Everything beyond the gateway's link: the router and the servers of the internet. */
  | { readonly kind: 'internet' }
  | { readonly kind: 'machine'; readonly name: string }
  /** A pod that has a network namespace of its own. */
  | { readonly kind: 'pod'; readonly name: string; readonly node: string };

/** `outside`, `gateway`, `worker-1`, `pod db-0`. */
export function placeName(place: Place): string {
  if (place.kind === 'machine') return place.name;
  return place.kind === 'pod' ? `pod ${place.name}` : place.kind;
}

export const samePlace = (one: Place, other: Place): boolean => placeName(one) === placeName(other);

export const machinePlace = ({ name }: { readonly name: string }): Place => ({ kind: 'machine', name });

/** A machine by its name. @throws Error for a name that no machine has: callers take names from the lab. */
export function machineNamed(lab: Lab, name: string) {
  const found = machines(lab).find((machine) => machine.name === name);
  if (!found) throw new Error(`the lab ${lab.name} has no machine ${name}`);
  return found;
}
