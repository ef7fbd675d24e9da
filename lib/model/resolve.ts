import { Cidr } from './cidr';
import { defaults } from './defaults';
import type { LabDefinition, MachineDefinition } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { DefinitionError, ValueError } from './fault';
import { IpAddress } from './ip-address';
import { IpRange } from './ip-range';
import type { Cluster, Dns, DnsRecord, Internet, Lab, Network } from './lab';
import type { Machine, MachineRole } from './machine';
import { Reader } from './reader';
import { readServices, readWorkloads } from './resolve-services';
import { checkRules } from './rules';

/**
 * Fills a definition's gaps with the defaults, derives what follows from it, and checks it.
 * @throws DefinitionError with every value that cannot be read or, when all can, with every rule broken.
 */
export function resolveLab(definition: LabDefinition = {}): Lab {
  const reader = new Reader();
  const lab = readLab(definition, reader);
  const faults = lab && reader.faults.length === 0 ? checkRules(lab) : reader.faults;
  if (faults.length > 0) throw new DefinitionError(faults);
  return lab!;
}

/** Reads an address of the lab's network; undefined where it cannot be known. */
type HostReader = (path: string, text: string) => IpAddress | undefined;

/** Every part is read, even when another one is faulty. */
function readLab(definition: LabDefinition, reader: Reader): Lab | undefined {
  const name = reader.read('name', () => readLabName(definition.name ?? defaults.name));
  const cidr = reader.read('network.cidr', () => readNetworkCidr(definition.network?.cidr ?? defaults.network.cidr));
  const host: HostReader = (path, text) => reader.read(path, () => hostAddress(cidr, text));
  const client = host('network.client', definition.network?.client ?? defaults.network.client);
  const network: Network | undefined = cidr && client && { cidr, gateway: cidr.at(defaults.network.gatewayOffset), client };

  const controlPlane = readMachine(
    'controlPlane',
    'control-plane',
    { ...defaults.controlPlane, ...definition.controlPlane },
    reader,
    host,
  );
  const workerDefinitions: readonly MachineDefinition[] = definition.workers ?? defaults.workers;
  const workers = workerDefinitions.map((worker, index) => {
    const base = { ...defaults.worker, name: `worker-${index + 1}`, address: `.${31 + index}` };
    return readMachine(`workers[${index}]`, 'worker', { ...base, ...worker }, reader, host);
  });
  const nameServer = readMachine('nameServer', 'name-server', { ...defaults.nameServer, ...definition.nameServer }, reader, host);
  const cluster = readCluster(definition, reader);
  const pool = reader.read('loadBalancer.pool', () =>
    readPool(cidr, definition.loadBalancer?.pool ?? defaults.loadBalancer.pool),
  );
  const dns = readDns(definition, reader, host);
  const workloads = readWorkloads(definition, reader);
  const services = readServices(definition, reader, cluster, pool);

  if (!name || !network || !controlPlane || !isComplete(workers) || !nameServer || !cluster || !pool || !dns || !services)
    return undefined;
  return {
    name,
    network,
    controlPlane,
    workers,
    nameServer,
    cluster,
    dns: completeDns(dns, network, [controlPlane, ...workers, nameServer], nameServer, pool),
    loadBalancer: { pool },
    internet: readInternet(definition),
    workloads,
    services,
  };
}

function readLabName(name: string): string {
  parseDnsLabel(name);
  // Namespace and interface names are made from it; the kernel's limit for an interface is 15 characters.
  if (name.length > 12) throw new ValueError(name, `has ${name.length} characters; a lab's name has at most 12`);
  return name;
}

/** libvirt's networks have at least three host bits; a MAC address holds an address's last three octets. */
function readNetworkCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix < 8 || cidr.prefix > 29) throw new ValueError(text, 'must have a prefix length from 8 to 29', 'a /24 is usual');
  return cidr;
}

function readMachine(
  path: string,
  role: MachineRole,
  given: Required<MachineDefinition>,
  reader: Reader,
  host: HostReader,
): Machine | undefined {
  const name = reader.read(`${path}.name`, () => parseDnsLabel(given.name));
  const address = host(`${path}.address`, given.address);
  const cpus = reader.integer(`${path}.cpus`, given.cpus, 1, 64);
  const memoryMiB = reader.integer(`${path}.memoryMiB`, given.memoryMiB, 384, 1024 * 1024);
  const diskGiB = reader.integer(`${path}.diskGiB`, given.diskGiB, 10, 10_000);
  return name && address ? { name, role, address, cpus, memoryMiB, diskGiB } : undefined;
}

function readCluster(definition: LabDefinition, reader: Reader): Cluster | undefined {
  const given = { ...defaults.cluster, ...definition.cluster };
  const podCidr = reader.read('cluster.podCidr', () => Cidr.parse(given.podCidr));
  const serviceCidr = reader.read('cluster.serviceCidr', () => readServiceCidr(given.serviceCidr));
  const dnsDomain = reader.read('cluster.dnsDomain', () => parseDnsName(given.dnsDomain));
  const nodePodPrefix = reader.integer('cluster.nodePodPrefix', given.nodePodPrefix, 16, 28);
  if (!podCidr || !serviceCidr || !dnsDomain) return undefined;
  return {
    podCidr,
    nodePodPrefix,
    serviceCidr,
    dnsDomain,
    apiServiceAddress: serviceCidr.at(1),
    dnsServiceAddress: serviceCidr.at(10),
  };
}

function readServiceCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix > 28) throw new ValueError(text, 'has too few addresses; a /28 is the least');
  return cidr;
}

/** What the definition says of DNS; what it leaves out follows from the machines. */
interface GivenDns {
  readonly zone: string;
  readonly records: readonly DnsRecord[];
  readonly upstreams?: readonly IpAddress[];
  readonly clusterForwarders?: readonly IpAddress[];
}

function readDns({ dns }: LabDefinition, reader: Reader, host: HostReader): GivenDns | undefined {
  const zone = reader.read('dns.zone', () => parseDnsName(dns?.zone ?? defaults.dns.zone));
  const addresses = (path: string, texts: readonly string[] | undefined) =>
    texts?.map((text, index) => host(`${path}[${index}]`, text));
  const upstreams = addresses('dns.upstreams', dns?.upstreams);
  const clusterForwarders = addresses('dns.clusterForwarders', dns?.clusterForwarders);
  const records = Object.entries(dns?.records ?? {}).map(([key, text]) => {
    const name = reader.read(`dns.records.${key}`, () => parseDnsName(key));
    const address = host(`dns.records.${key}`, text);
    return name && address ? { name, address } : undefined;
  });
  if (!zone || !isComplete(records) || !isComplete(upstreams ?? []) || !isComplete(clusterForwarders ?? [])) return undefined;
  return {
    zone,
    records,
    upstreams: upstreams as IpAddress[] | undefined,
    clusterForwarders: clusterForwarders as IpAddress[] | undefined,
  };
}

function completeDns(given: GivenDns, network: Network, machines: readonly Machine[], nameServer: Machine, pool: IpRange): Dns {
  return {
    zone: given.zone,
    records: [
      ...machines.map(({ name, address }) => ({ name, address })),
      { name: 'gateway', address: network.gateway },
      // The intranet web server runs on the name server's machine.
      { name: 'intranet', address: nameServer.address },
      // What the company publishes; the certificate on 443 names it.
      { name: 'www', address: pool.first },
      ...given.records,
    ],
    upstreams: given.upstreams ?? [network.gateway],
    clusterForwarders: given.clusterForwarders ?? [nameServer.address],
  };
}

function readInternet(definition: LabDefinition): Internet {
  const given = defaults.internet;
  return {
    gateway: IpAddress.parse(given.gateway),
    router: IpAddress.parse(given.router),
    client: IpAddress.parse(given.client),
    nameServer: IpAddress.parse(given.nameServer),
    linkPrefix: given.linkPrefix,
    sites: [{ name: definition.externalName ?? defaults.externalName, address: IpAddress.parse(given.webServer) }],
  };
}

function readPool(cidr: Cidr | undefined, text: string): IpRange | undefined {
  if (!text.startsWith('.')) return IpRange.parse(text);
  const ends = text.split('-').map((end) => hostAddress(cidr, end));
  return isComplete(ends) ? IpRange.parse(ends.join('-')) : undefined;
}

/** `.30` is the network's 30th address, unknown while the network is; anything else is a full address. */
function hostAddress(cidr: Cidr | undefined, text: string): IpAddress | undefined {
  const offset = /^\.(\d+)$/.exec(text)?.[1];
  if (offset === undefined) return IpAddress.parse(text);
  if (cidr && Number(offset) >= cidr.size)
    throw new ValueError(text, `is outside the network ${cidr}`, `use .2 to .${cidr.size - 2}`);
  return cidr?.at(Number(offset));
}

function isComplete<T>(values: readonly (T | undefined)[]): values is readonly T[] {
  return values.every((value) => value !== undefined);
}
