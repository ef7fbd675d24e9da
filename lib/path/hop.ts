import type { ServicePortName } from './chain-name';
import type { Packet } from './packet';
import type { Place } from './place';

/** Why a packet is changed, sent on or ended at a place, by its standard name. */
export type Cause =
  /** A program opens a connection, asks or answers. */
  | 'socket'
  /** A rule of iptables or nftables. */
  | 'rule'
  | 'route'
  | 'arp'
  | 'bridge'
  /** Connection tracking: a translation is undone in the answer. */
  | 'conntrack'
  | 'delivery';

/** A rule that takes part: `nat KUBE-SERVICES -j KUBE-SVC-…`. */
export interface Rule {
  readonly table: 'nat' | 'filter';
  readonly chain: string;
  /** Where it jumps, or what it does: `KUBE-MARK-MASQ`, `DNAT`, `MASQUERADE`, `RETURN`, `DROP`. */
  readonly target: string;
}

export interface Step {
  readonly cause: Cause;
  readonly detail: string;
  /** Of the cause `rule`. */
  readonly rule?: Rule;
}

/** What one place does with a packet. */
export interface Hop {
  readonly place: Place;
  /** The interface by which it comes. Absent where it begins. */
  readonly in?: string;
  /** The interface by which it leaves. Absent where it ends. */
  readonly out?: string;
  readonly before: Packet;
  readonly after: Packet;
  /** In their order. */
  readonly steps: readonly Step[];
  /** The MAC addresses of the frame that leaves. Undefined: not known beforehand. */
  readonly frame?: { readonly source?: string; readonly destination?: string };
}

/** What tells a client that it was refused; `silence` is a packet that nobody answers. */
export type RefusalAnswer = 'silence' | 'tcp-reset' | 'icmp-port-unreachable' | 'icmp-host-unreachable';

/** Why a packet does not arrive. */
export interface Refusal {
  readonly place: Place;
  /** Absent: it is decided outside the lab. */
  readonly answer?: RefusalAnswer;
  readonly reason: string;
  /** The Service's port that has no endpoint for the packet. Absent: it is refused for another reason. */
  readonly port?: ServicePortName;
}

export const ruleStep = (table: Rule['table'], chain: string, target: string, detail = ''): Step => ({
  cause: 'rule',
  detail: `${table} ${chain} → ${target}${detail && `: ${detail}`}`,
  rule: { table, chain, target },
});
