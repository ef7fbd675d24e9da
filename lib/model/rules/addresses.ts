import type { Cidr } from '../cidr';
import type { DefinitionProblem } from '../problem';
import type { IpAddress } from '../ip-address';
import { IpRange } from '../ip-range';
import { type Lab, machinesWithPaths } from '../lab';
import { isUsable } from './warnings';

interface Named {
  readonly path: string;
  readonly address: IpAddress;
}

/** Every address lies in its network, is no reserved one of it, and is used once. */
export function addressRules(lab: Lab): DefinitionProblem[] {
  return [
    ...usableRanges(lab),
    ...outside(lab.network.cidr, 'network.cidr', networkHosts(lab), (used) => freeHost(lab.network.cidr, used, lab)),
    ...outside(
      lab.network.cidr,
      'network.cidr',
      poolEnds(lab),
      (used) => trimmedPool(lab) ?? freeHost(lab.network.cidr, used, lab),
    ),
    ...outside(lab.internet.link, 'internet.link', linkHosts(lab), (used) => freeHost(lab.internet.link, used, lab)),
    ...usedTwice(networkHosts(lab), (used) => freeHost(lab.network.cidr, used, lab)),
    ...usedTwice(linkHosts(lab), (used) => freeHost(lab.internet.link, used, lab)),
    ...hostsInPool(lab),
    ...macsUsedTwice(lab),
  ];
}

/** Every address the definition gives to something on the lab's network. */
const networkHosts = (lab: Lab): Named[] => [
  { path: 'network.gateway', address: lab.network.gateway },
  { path: 'network.client', address: lab.network.client },
  ...machinesWithPaths(lab).map(({ path, machine }) => ({ path: `${path}.address`, address: machine.address })),
];

const poolEnds = ({ loadBalancer: { pool } }: Lab): Named[] =>
  (pool.size > 1 ? [pool.first, pool.last] : [pool.first]).map((address) => ({ path: 'loadBalancer.pool', address }));

const linkHosts = ({ internet }: Lab): Named[] => [
  { path: 'internet.gateway', address: internet.gateway },
  { path: 'internet.router', address: internet.router },
  { path: 'internet.client', address: internet.client },
];

/** Ranges and servers are where hosts may be. */
function usableRanges({ network, cluster, internet }: Lab): DefinitionProblem[] {
  const reason = 'is kept for other purposes than hosts (RFC 6890)';
  const ranges: [string, Cidr][] = [
    ['network.cidr', network.cidr],
    ['cluster.podCidr', cluster.podCidr],
    ['cluster.serviceCidr', cluster.serviceCidr],
    ['internet.link', internet.link],
  ];
  const servers: [string, IpAddress][] = [
    ['internet.nameServer', internet.nameServer],
    ['internet.webServer', internet.webServer],
  ];
  return [
    ...ranges
      .filter(([, cidr]) => !isUsable(cidr))
      .map(([path, cidr]) => ({ path, value: String(cidr), reason, remedy: 'use a private range, such as one in 10.0.0.0/8' })),
    ...servers
      .filter(([, address]) => !isUsable(IpRange.of(address)))
      .map(([path, address]) => ({ path, value: String(address), reason, remedy: 'use one of 203.0.113.0/24 (RFC 5737)' })),
  ];
}

function outside(
  cidr: Cidr,
  cidrPath: string,
  hosts: readonly Named[],
  instead: (used: readonly IpAddress[]) => string | undefined,
): DefinitionProblem[] {
  const remedy = instead(hosts.map(({ address }) => address));
  return hosts.flatMap(({ path, address }) => {
    const problem = (reason: string) => [{ path, value: String(address), reason, remedy, also: [cidrPath] }];
    if (!cidr.contains(address)) return problem(`is outside the network ${cidr}`);
    if (address.equals(cidr.first)) return problem(`is the network address of ${cidr}`);
    if (address.equals(cidr.last)) return problem(`is the broadcast address of ${cidr}`);
    return [];
  });
}

function usedTwice(hosts: readonly Named[], remedy: (used: readonly IpAddress[]) => string | undefined): DefinitionProblem[] {
  return hosts.flatMap(({ path, address }, index) => {
    const first = hosts.slice(0, index).find((other) => other.address.equals(address));
    if (!first) return [];
    const used = hosts.map((host) => host.address);
    return [
      { path, value: String(address), reason: `is the address of ${first.path} too`, remedy: remedy(used), also: [first.path] },
    ];
  });
}

function hostsInPool(lab: Lab): DefinitionProblem[] {
  const { pool } = lab.loadBalancer;
  return networkHosts(lab)
    .filter(({ address }) => pool.contains(address))
    .map(({ path, address }) => ({
      path: 'loadBalancer.pool',
      value: String(pool),
      reason: `contains ${path} ${address}`,
      remedy: 'move the one or the other',
      also: [path, 'network.cidr'],
    }));
}

function macsUsedTwice(lab: Lab): DefinitionProblem[] {
  const all = machinesWithPaths(lab);
  return all.flatMap(({ path, machine }, index) => {
    const first = all.slice(0, index).find((other) => other.machine.mac === machine.mac);
    // Machines of one address have one MAC; that is said of the address.
    if (!first || first.machine.address.equals(machine.address)) return [];
    return [
      {
        path: `${path}.mac`,
        value: machine.mac,
        reason: `is the MAC address of ${first.path} too`,
        remedy: 'leave it out, then it follows from the address',
        also: [`${first.path}.mac`, `${first.path}.address`, `${path}.address`],
      },
    ];
  });
}

/** The part of the pool that hosts may have; undefined where there is none. */
function trimmedPool({ loadBalancer: { pool }, network: { cidr } }: Lab): string | undefined {
  const [least, most] = [cidr.at(1), cidr.at(cidr.size - 2)];
  const first = pool.first.compare(least) < 0 ? least : pool.first;
  const last = pool.last.compare(most) > 0 ? most : pool.last;
  return first.compare(last) > 0 ? undefined : `write ${first.equals(last) ? first : `${first}-${last}`}`;
}

/** A host address that nothing of the lab has. */
function freeHost(cidr: Cidr, used: readonly IpAddress[], lab: Lab): string | undefined {
  const { pool } = lab.loadBalancer;
  for (let offset = 2; offset < Math.min(cidr.size - 1, 1000); offset += 1) {
    const address = cidr.at(offset);
    if (!pool.contains(address) && !used.some((other) => other.equals(address))) return `${address} is free`;
  }
  return undefined;
}
