import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { parseDnsName, parseRecordName } from './dns-name';
import { ValueError } from './problem';
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
  const zone = reader.read(
    'dns.zone',
    () => parseDnsName(dns.zone ?? defaults.dns.zone),
    () => defaults.dns.zone,
  );
  const address = (path: string, text: string): IpAddress =>
    reader.read(
      path,
      () => hostAddress(network.cidr, text),
      () => network.gateway,
    );
  const addresses = (path: string, texts: readonly string[]) => texts.map((text, index) => address(`${path}[${index}]`, text));
  // An invalid name is reported even if the zone is wrong, too.
  const anyName = distinct('dns.records', reader, parseDnsName);
  const inZone = distinct('dns.records', reader, (key) => parseRecordName(key, zone), ['dns.zone']);
  const recordName = (key: string) => (anyName(key), inZone(key));
  const given = Object.entries(dns.records ?? {}).map(([key, text]): DnsRecord => ({
    name: recordName(key),
    address: address(`dns.records.${key}`, text),
  }));
  const forwardZone = distinct('dns.forwardZones', reader, parseDnsName);
  return {
    zone,
    records: [...impliedRecords(network, machines, nameServer, pool), ...given],
    upstreams: dns.upstreams ? addresses('dns.upstreams', dns.upstreams) : [network.gateway],
    clusterForwarders: dns.clusterForwarders ? addresses('dns.clusterForwarders', dns.clusterForwarders) : [nameServer.address],
    forwardZones: Object.entries(dns.forwardZones ?? {}).map(([zone, servers]) => ({
      zone: forwardZone(zone),
      servers: addresses(`dns.forwardZones.${zone}`, servers),
    })),
  };
}

/** Reads names that are keys. Two keys may be one name, with its final dot and without. */
function distinct(path: string, reader: Reader, parse: (key: string) => string, also: readonly string[] = []) {
  const keys = new Map<string, string>();
  return (key: string): string =>
    reader.read(
      `${path}.${key}`,
      () => {
        const name = parse(key);
        const other = keys.get(name);
        if (other !== undefined) throw new ValueError(key, `is the same name as ${path}.${other}`, 'write one of them');
        keys.set(name, key);
        return name;
      },
      () => key,
      also,
    );
}

function impliedRecords(network: Network, machines: readonly Machine[], nameServer: Machine, pool: IpRange): DnsRecord[] {
  return [
    ...machines.map(({ name, address }) => ({ name, address, implied: 'machine' as const })),
    { name: 'gateway', address: network.gateway, implied: 'company' },
    // The intranet web server runs on the name server's machine.
    { name: 'intranet', address: nameServer.address, implied: 'company' },
    // What the company publishes; the certificate on 443 names it.
    { name: 'www', address: pool.first, implied: 'company' },
  ];
}
