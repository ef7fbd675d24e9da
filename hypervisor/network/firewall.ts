import { type Cidr, type IpAddress, type Lab } from '../../lib/model';
import type { LabIdentity } from '../ownership/identity';
import type { LabPaths } from '../port/lab-paths';

/** The gateway's interface towards the outside. */
export const uplink = 'uplink';

/**
 * The gateway's rules, for `nft -f`: the lab's machines reach the outside under the gateway's address, and from the outside only
 * the load balancer's addresses are reached. That is how the company publishes.
 */
export function gatewayRules(lab: Lab, paths: Pick<LabPaths, 'bridge'>): string {
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
    `  iifname "${paths.bridge}" oifname "${paths.bridge}" accept`,
    `  iifname "${paths.bridge}" oifname "${uplink}" ip saddr ${lab.network.cidr} accept`,
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

/** What the lab is kept from with a real uplink, and what it is not. */
export interface HostSurroundings {
  /** Addresses that the lab asks for names, wherever they are. */
  readonly nameServers: readonly IpAddress[];
  /** The networks that the host itself is in. */
  readonly neighbours: readonly Cidr[];
}

/**
 * No address of the public internet: of this host, private, shared, link-local with a cloud's metadata service, of benchmarks,
 * multicast, reserved (https://www.iana.org/assignments/iana-ipv4-special-registry).
 */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/**
 * The host's rules with a real uplink. What comes over the lab's link leaves under the host's own address. Unless the definition says
 * `everything`, it reaches public addresses and the name servers, but no service of the host. A rule of the host
 * that drops a packet is obeyed, whatever is accepted here.
 */
export function hostRules(
  lab: Lab,
  paths: Pick<LabPaths, 'hostTable' | 'link'>,
  { id }: Pick<LabIdentity, 'id'>,
  surroundings: HostSurroundings,
): string {
  return replaceTable(paths.hostTable, [
    `comment "${tableMark}${id}"`,
    ...(lab.internet.reach === 'public' ? publicOnly(lab, paths.link.bridge, surroundings) : []),
    'chain postrouting {',
    '  type nat hook postrouting priority srcnat; policy accept;',
    `  ip saddr ${linkCidr(lab)} oifname != "${paths.link.bridge}" masquerade`,
    '}',
  ]);
}

function publicOnly(lab: Lab, bridge: string, { nameServers, neighbours }: HostSurroundings): string[] {
  const fromLab = `iifname "${bridge}"`;
  const names = nameServers.flatMap((server) =>
    ['udp', 'tcp'].map((protocol) => `  ${fromLab} ip daddr ${server} ${protocol} dport 53 accept`),
  );
  return [
    'chain input {',
    '  type filter hook input priority filter; policy accept;',
    `  ${fromLab} ct state established,related accept`,
    ...names,
    // Someone who looks for a fault pings the router first.
    `  ${fromLab} ip daddr ${lab.internet.router} icmp type echo-request accept`,
    `  ${fromLab} drop`,
    '}',
    'chain forward {',
    '  type filter hook forward priority filter; policy accept;',
    // Where the host has br_netfilter, frames between the gateway and the outside user pass here, too.
    `  ${fromLab} oifname "${bridge}" accept`,
    `  ${fromLab} ip saddr != ${linkCidr(lab)} drop`,
    `  ${fromLab} ct state established,related accept`,
    ...names,
    `  ${fromLab} ip daddr { ${notPublic.join(', ')} } drop`,
    ...neighbours.map((network) => `  ${fromLab} ip daddr ${network} drop`),
    '}',
  ];
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
