import type { DefinitionProblem } from '../problem';
import type { IpAddress } from '../ip-address';
import { IpRange } from '../ip-range';
import { type Lab, machinesWithPaths } from '../lab';
import { isUsable } from './warnings';

/** Every DNS server that is asked can answer, and does not send the query back. */
export const dnsServerRules = (lab: Lab): DefinitionProblem[] => [...loops(lab), ...unusableServers(lab)];

/** A name server that asks the cluster, or a cluster that asks itself, would loop for ever. */
function loops(lab: Lab): DefinitionProblem[] {
  const { gateway } = lab.network;
  const server = lab.nameServer.address;
  const all = machinesWithPaths(lab);
  const nodes = all.filter(({ machine }) => machine.role !== 'name-server');
  const outside = `use the gateway ${gateway}, or a server outside`;
  return [
    ...loopsOf(lab, { path: 'dns.upstreams', asked: lab.dns.upstreams, own: all, right: gateway, remedy: outside }),
    ...loopsOf(lab, {
      path: 'dns.clusterForwarders',
      asked: lab.dns.clusterForwarders,
      own: nodes,
      right: server,
      remedy: `use the name server ${server}`,
    }),
    ...lab.dns.forwardZones.flatMap(({ zone, servers }) =>
      loopsOf(lab, { path: `dns.forwardZones.${zone}`, asked: servers, own: all, right: gateway, remedy: outside }),
    ),
  ];
}

interface Asked {
  readonly path: string;
  readonly asked: readonly IpAddress[];
  /** Machines that would send the query back. */
  readonly own: ReturnType<typeof machinesWithPaths>;
  /** The default server. If another machine has its address, addressRules reports it. */
  readonly right: IpAddress;
  readonly remedy: string;
}

function loopsOf({ network, cluster }: Lab, { path, asked, own, right, remedy }: Asked): DefinitionProblem[] {
  /** The definition paths that make this address loop back; undefined when it does not loop. */
  const cause = (address: IpAddress): string[] | undefined => {
    if (address.equals(right)) return undefined;
    if (isLoopback(address)) return [];
    const mine = own.find(({ machine }) => machine.address.equals(address));
    if (mine) return [`${mine.path}.address`];
    // If another range overlaps the machines' network, rangeRules reports it.
    if (network.cidr.contains(address)) return undefined;
    if (cluster.podCidr.contains(address)) return ['cluster.podCidr'];
    return cluster.serviceCidr.contains(address) ? ['cluster.serviceCidr'] : undefined;
  };
  return asked.flatMap((address, index) => {
    const also = cause(address);
    const reason = 'leads back to the servers that would ask it: a DNS loop';
    return also ? [{ path: `${path}[${index}]`, value: String(address), reason, remedy, also: ['network.cidr', ...also] }] : [];
  });
}

/** 127.0.0.1 and the rest of 127.0.0.0/8 are the asking host itself. */
const isLoopback = (address: IpAddress): boolean => address.octets()[0] === 127;

/** Every server has an address that a host can have. Loops and problems of the whole network are reported elsewhere. */
function unusableServers({ dns, network }: Lab): DefinitionProblem[] {
  const asked = [
    { path: 'dns.upstreams', servers: dns.upstreams },
    { path: 'dns.clusterForwarders', servers: dns.clusterForwarders },
    ...dns.forwardZones.map(({ zone, servers }) => ({ path: `dns.forwardZones.${zone}`, servers })),
  ];
  return asked.flatMap(({ path, servers }) =>
    servers.flatMap((address, index) =>
      isUsable(IpRange.of(address)) || isLoopback(address) || network.cidr.contains(address)
        ? []
        : [
            {
              path: `${path}[${index}]`,
              value: String(address),
              reason: 'is an address no host can have (RFC 6890)',
              also: ['network.cidr'],
            },
          ],
    ),
  );
}
