import { type Cidr, type Lab } from '../lib/model';
import type { LabIdentity } from './identity';
import type { Places } from './places';

/** The gateway's interface towards the outside. */
export const uplink = 'uplink';

/**
 * The gateway's rules, for `nft -f`: the lab's machines reach the outside under the gateway's address, and from the outside only
 * the load balancer's addresses are reached. That is how the company publishes.
 */
export function gatewayRules(lab: Lab, places: Pick<Places, 'bridge'>): string {
  return replaceTable('lab', [
    'chain input {',
    '  type filter hook input priority filter; policy accept;',
    `  iifname "${uplink}" ct state established,related accept`,
    // Someone who looks for a fault from outside starts with a ping of the gateway.
    `  iifname "${uplink}" ip daddr ${lab.internet.gateway} icmp type echo-request accept`,
    `  iifname "${uplink}" drop`,
    '}',
    'chain forward {',
    '  type filter hook forward priority filter; policy drop;',
    '  ct state established,related accept',
    // Where the host has br_netfilter, frames from machine to machine pass here, too.
    `  iifname "${places.bridge}" oifname "${places.bridge}" accept`,
    `  iifname "${places.bridge}" oifname "${uplink}" ip saddr ${lab.network.cidr} accept`,
    `  iifname "${uplink}" ip daddr ${lab.loadBalancer.pool} accept`,
    '}',
    'chain postrouting {',
    '  type nat hook postrouting priority srcnat; policy accept;',
    `  oifname "${uplink}" ip saddr ${lab.network.cidr} masquerade`,
    '}',
  ]);
}

/** In the comment of the host's table, before the lab's id. */
export const tableMark = 'kubernetes-network-lab ';

/** The host's rules with a real uplink: what comes over the lab's link leaves under the host's own address. */
export function hostRules(lab: Lab, places: Pick<Places, 'hostTable' | 'link'>, { id }: Pick<LabIdentity, 'id'>): string {
  return replaceTable(places.hostTable, [
    `comment "${tableMark}${id}"`,
    'chain postrouting {',
    '  type nat hook postrouting priority srcnat; policy accept;',
    `  ip saddr ${linkCidr(lab)} oifname != "${places.link.bridge}" masquerade`,
    '}',
  ]);
}

/** The network between the gateway and the outside: `198.51.100.0/24`. */
export const linkCidr = (lab: Lab): Cidr => lab.internet.link;

/** One transaction: the table is made if missing, emptied and filled. */
function replaceTable(name: string, lines: readonly string[]): string {
  return [
    `table ip ${name} {}`,
    `delete table ip ${name}`,
    `table ip ${name} {`,
    ...lines.map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
}
