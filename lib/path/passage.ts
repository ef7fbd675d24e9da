import type { Refusal, Step } from './hop';
import type { Packet } from './packet';
import type { Endpoint } from './proxied-port';

/** A packet at a place. */
export interface Arrival {
  readonly packet: Packet;
  /** The interface by which it came. Absent: a program of the place sends it. */
  readonly in?: string;
  /** It crosses the bridge from one pod of the node to another, and no routing table is asked. */
  readonly bridged?: boolean;
}

/** What a place makes of a packet. */
export interface Passage {
  /** 0 to 1, among the passages of this place. */
  readonly chance: number;
  readonly steps: readonly Step[];
  readonly packet: Packet;
  /** Where it leaves: the interface, and the address that ARP is asked for. Absent: it ends here. */
  readonly out?: { readonly device: string; readonly nextHop: string };
  readonly refusal?: Refusal;
  readonly endpoint?: Endpoint;
}
