/** A place from which the lab is looked at. */
export type VantagePoint =
  /** An outside user's host, beyond the lab's gateway. */
  | { readonly at: 'outside' }
  /** A host on the lab's network that is no machine of the lab. */
  | { readonly at: 'lan' }
  /** The lab's router to the outside. Claims are not seen from there; a sabotage changes its rules. */
  | { readonly at: 'gateway' }
  /** One of the lab's machines, by name. */
  | { readonly at: 'machine'; readonly name: string }
  /** The toolbox pod on a node. */
  | { readonly at: 'pod'; readonly node: string }
  /** A pod of one of the lab's workloads, by its name. */
  | { readonly at: 'workload'; readonly pod: string };

/** `outside user`, `LAN host`, `machine name-server`, `pod on worker-1`, `pod db-0`. */
export function describeVantagePoint(from: VantagePoint): string {
  switch (from.at) {
    case 'outside':
      return 'outside user';
    case 'lan':
      return 'LAN host';
    case 'gateway':
      return 'gateway';
    case 'machine':
      return `machine ${from.name}`;
    case 'pod':
      return `pod on ${from.node}`;
    case 'workload':
      return `pod ${from.pod}`;
  }
}
