import type { DefinitionProblem } from '../problem';
import type { IpAddress } from '../ip-address';
import { isInside } from '../dns-name';
import { IpRange } from '../ip-range';
import { type Lab, machinesWithPaths, reverseZone } from '../lab';
import { isUsable } from './warnings';

/** No query loops, and no name hides another. */
export const dnsRules = (lab: Lab): DefinitionProblem[] =>
  [loops, unusableServers, shadowedZones, reverseZones, externalNames, sites].flatMap((rule) => rule(lab));

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

function shadowedZones({ dns, cluster }: Lab): DefinitionProblem[] {
  const cluster_ = cluster.dnsDomain;
  const hide = (path: string, zone: string) =>
    isInside(zone, cluster_) || isInside(cluster_, zone)
      ? [
          {
            path,
            value: zone,
            reason: `and the cluster domain ${cluster_} hide each other's names`,
            remedy: 'choose a zone outside it',
            also: ['cluster.dnsDomain'],
          },
        ]
      : [];
  const own = dns.forwardZones.flatMap(({ zone }) => {
    const problem = (reason: string) => [
      { path: `dns.forwardZones.${zone}`, value: zone, reason, remedy: 'choose a zone outside it', also: ['dns.zone'] },
    ];
    if (isInside(dns.zone, zone)) return problem(`holds the company's own zone ${dns.zone}`);
    // A name server answers for all of its zone; it would say that the name does not exist.
    if (isInside(zone, dns.zone)) return problem(`is inside the company's own zone ${dns.zone}`);
    return [];
  });
  return [
    ...hide('dns.zone', dns.zone),
    ...dns.forwardZones.flatMap(({ zone }) => hide(`dns.forwardZones.${zone}`, zone)),
    ...own,
  ];
}

/** The reverse zone of the lab's network is the name server's own. */
function reverseZones(lab: Lab): DefinitionProblem[] {
  const own = reverseZone(lab);
  const problem = (path: string, value: string) => [
    {
      path,
      value,
      reason: `is or is inside ${own}, the reverse zone of ${lab.network.cidr}`,
      remedy: 'choose a zone outside it',
      also: ['network.cidr'],
    },
  ];
  const zones = [
    { path: 'dns.zone', zone: lab.dns.zone },
    { path: 'cluster.dnsDomain', zone: lab.cluster.dnsDomain },
    ...lab.dns.forwardZones.map(({ zone }) => ({ path: `dns.forwardZones.${zone}`, zone })),
  ];
  return zones.flatMap(({ path, zone }) => (isInside(zone, own) ? problem(path, zone) : []));
}

/** An ExternalName stands for a name outside; one of the company's own must be in its zone. */
function externalNames({ services, dns, cluster }: Lab): DefinitionProblem[] {
  return services.flatMap((service) => {
    if (service.type !== 'ExternalName') return [];
    const { externalName } = service;
    const problem = (reason: string, remedy: string) => [
      { path: `services.${service.name}.externalName`, value: externalName, reason, remedy, also: ['dns', 'cluster.dnsDomain'] },
    ];
    if (isInside(externalName, cluster.dnsDomain)) return problem('is a name of the cluster itself', 'name something outside');
    const known = dns.records.map(({ name }) => `${name}.${dns.zone}`);
    if (isInside(externalName, dns.zone) && !known.includes(externalName))
      return problem(`is not in the company zone ${dns.zone}`, `add it to dns.records, or use one of ${known.join(', ')}`);
    return [];
  });
}

/** A web site outside is no name of the company's or the cluster's: these answer for all of their zones. */
function sites({ internet, services, dns, cluster }: Lab): DefinitionProblem[] {
  const targets = services.flatMap((service) => (service.type === 'ExternalName' ? service.externalName : []));
  const zones = [
    { path: 'dns.zone', zone: dns.zone, whose: "the company's zone" },
    { path: 'cluster.dnsDomain', zone: cluster.dnsDomain, whose: 'the cluster domain' },
  ];
  return internet.sites.flatMap(({ name }) => {
    const inside = targets.includes(name) ? undefined : zones.find(({ zone }) => isInside(name, zone));
    if (!inside) return [];
    const reason = `is inside ${inside.whose} ${inside.zone}, so nobody would find it outside`;
    return [{ path: 'internet.sites', value: name, reason, remedy: 'choose another name', also: [inside.path, 'services'] }];
  });
}
