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
