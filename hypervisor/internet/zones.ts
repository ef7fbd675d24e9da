import type { IpAddress, Lab } from '../../lib/model';

interface Zone {
  readonly origin: string;
  /** Name of the zone file. */
  readonly file: string;
  /** The addresses that answer for it. */
  readonly servers: readonly IpAddress[];
  readonly records: readonly string[];
}

/** The zone files of the simulated internet, by file name, and the CoreDNS configuration that serves them. */
export function internetFiles(lab: Lab, folder: string): Record<string, string> {
  const zones = zonesOf(lab);
  return {
    Corefile: zones.map((zone) => serverBlock(zone, folder)).join(''),
    ...Object.fromEntries(zones.map((zone) => [zone.file, zoneFile(zone)])),
  };
}

/** Every address of the simulated internet at which a name server answers. */
export const nameServersOf = (lab: Lab): IpAddress[] => unique(zonesOf(lab).flatMap(({ servers }) => servers));

/**
 * The internet's own name server answers for every site and for the root, so that any other name does not exist. So do the public
 * servers that the lab asks. A partner's servers answer for its zone, which the others do not know: so it shows whom the company's
 * name server has asked.
 */
function zonesOf(lab: Lab): Zone[] {
  const partners = partnersOf(lab);
  const { sites } = lab.internet;
  const publicServers = unique([lab.internet.nameServer, ...outside(lab, [...lab.dns.upstreams, ...lab.dns.clusterForwarders])]);
  const address = (name: string) => sites.filter((site) => site.name === name).map((site) => `@ IN A ${site.address}`);
  const inside = ({ name }: { readonly name: string }) => partners.filter(({ zone }) => name.endsWith(`.${zone}`));
  const own = ({ name }: { readonly name: string }) =>
    partners.filter(({ zone }) => name === zone).flatMap(({ servers }) => servers);
  const zones = [
    ...partners.map(({ zone, servers }) => ({ origin: zone, file: `partner-${zone}.zone`, servers, records: address(zone) })),
    ...sites.map((site) => ({
      origin: site.name,
      file: `${site.name}.zone`,
      servers: without(unique([...publicServers, ...inside(site).flatMap(({ servers }) => servers)]), own(site)),
      records: address(site.name),
    })),
    { origin: '.', file: 'root.zone', servers: publicServers, records: [] },
  ];
  return zones.filter(({ servers }) => servers.length > 0);
}

/** The zones that the company's name server asks others for, as far as these lie outside the lab. */
const partnersOf = (lab: Lab): Lab['dns']['forwardZones'] =>
  lab.dns.forwardZones.map(({ zone, servers }) => ({ zone, servers: outside(lab, servers) }));

/** Those of the servers that are no host of the lab's: whom the simulated internet plays. */
const outside = ({ internet, network }: Lab, servers: readonly IpAddress[]): IpAddress[] =>
  without(servers, [internet.gateway, internet.client]).filter((server) => !network.cidr.contains(server));

const serverBlock = ({ origin, file, servers }: Zone, folder: string): string =>
  [
    `${origin}:53 {`,
    `  bind ${servers.join(' ')}`,
    `  file "${folder}/${file}" ${origin}`,
    // Questions are not logged, and of the same error one line in five minutes: the machines decide how many there are.
    '  errors {',
    '    consolidate 5m ".*"',
    '  }',
    '}',
    '',
  ].join('\n');

/** Its name servers are the addresses that answer for it (RFC 1035, section 5). */
function zoneFile({ origin, servers, records }: Zone): string {
  return [
    `$ORIGIN ${origin === '.' ? '.' : `${origin}.`}`,
    '$TTL 60',
    // Serial, refresh, retry, expire, and how long "no such name" may be remembered: short, so that lessons can change names.
    '@ IN SOA ns hostmaster 1 3600 600 86400 10',
    '@ IN NS ns',
    ...servers.map((server) => `ns IN A ${server}`),
    ...records,
    '',
  ].join('\n');
}

const unique = (addresses: readonly IpAddress[]): IpAddress[] => [
  ...new Map(addresses.map((address) => [String(address), address])).values(),
];
const without = (addresses: readonly IpAddress[], others: readonly IpAddress[]): IpAddress[] =>
  addresses.filter((address) => !others.map(String).includes(String(address)));
