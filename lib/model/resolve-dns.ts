import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { parseDnsName } from './dns-name';
import { hostAddress } from './host-address';
import type { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Dns, DnsRecord, Network } from './lab';
import type { Machine } from './machine';
import type { Reader } from './reader';

interface Surroundings {
  readonly network: Network;
  readonly machines: readonly Machine[];
  readonly nameServer: Machine;
  readonly pool: IpRange;
}

/** The company's DNS: what the definition says of it, and what follows from the machines. */
export function readDns({ dns = {} }: LabDefinition, reader: Reader, { network, machines, nameServer, pool }: Surroundings): Dns {
  const name = (path: string, text: string) =>
    reader.read(
      path,
      () => parseDnsName(text),
      () => text,
    );
  const address = (path: string, text: string): IpAddress =>
    reader.read(
      path,
      () => hostAddress(network.cidr, text),
      () => network.gateway,
    );
  const addresses = (path: string, texts: readonly string[]) => texts.map((text, index) => address(`${path}[${index}]`, text));
  const given = Object.entries(dns.records ?? {}).map(([key, text]): DnsRecord => {
    const path = `dns.records.${key}`;
    return { name: name(path, key), address: address(path, text) };
  });
  return {
    zone: reader.read(
      'dns.zone',
      () => parseDnsName(dns.zone ?? defaults.dns.zone),
      () => defaults.dns.zone,
    ),
    records: [...impliedRecords(network, machines, nameServer, pool), ...given],
    upstreams: dns.upstreams ? addresses('dns.upstreams', dns.upstreams) : [network.gateway],
    clusterForwarders: dns.clusterForwarders ? addresses('dns.clusterForwarders', dns.clusterForwarders) : [nameServer.address],
    forwardZones: Object.entries(dns.forwardZones ?? {}).map(([zone, servers]) => ({
      zone: name(`dns.forwardZones.${zone}`, zone),
      servers: addresses(`dns.forwardZones.${zone}`, servers),
    })),
  };
}

function impliedRecords(network: Network, machines: readonly Machine[], nameServer: Machine, pool: IpRange): DnsRecord[] {
  return [
    ...machines.map(({ name, address }) => ({ name, address })),
    { name: 'gateway', address: network.gateway },
    // The intranet web server runs on the name server's machine.
    { name: 'intranet', address: nameServer.address },
    // What the company publishes; the certificate on 443 names it.
    { name: 'www', address: pool.first },
  ];
}
