import { Cidr } from './cidr';
import { defaults } from './defaults';
import type { LabDefinition, MachineDefinition } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { DefinitionError, type DefinitionFault, ValueError } from './fault';
import { IpAddress } from './ip-address';
import { IpRange } from './ip-range';
import type { Cluster, Dns, Internet, Lab, Network } from './lab';
import type { Machine, MachineRole } from './machine';
import { checkRules } from './rules';
import type { Service, Workload } from './service';

/**
 * Fills a definition's gaps with the defaults, derives what follows from it, and checks it.
 * @throws DefinitionError with every fault found.
 */
export function resolveLab(definition: LabDefinition = {}): Lab {
  const reader = new Reader();
  const lab = readLab(definition, reader);
  const faults = reader.faults.length > 0 ? reader.faults : checkRules(lab!);
  if (faults.length > 0) throw new DefinitionError(faults);
  return lab!;
}

/** Parses values and keeps the faults, so that all of them are told at once. */
class Reader {
  readonly faults: DefinitionFault[] = [];

  read<T>(path: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      this.faults.push({ path, value: error.value, reason: error.reason, remedy: error.remedy });
      return undefined;
    }
  }

  /** A whole number in a range. */
  integer(path: string, value: number, min: number, max: number): number {
    if (!Number.isInteger(value) || value < min || value > max) {
      this.faults.push({ path, value: String(value), reason: `must be a whole number from ${min} to ${max}` });
    }
    return value;
  }
}

function readLab(definition: LabDefinition, reader: Reader): Lab | undefined {
  const name = reader.read('name', () => readLabName(definition.name ?? defaults.name));
  const cidr = reader.read('network.cidr', () => Cidr.parse(definition.network?.cidr ?? defaults.network.cidr));
  const host = (path: string, text: string) => (cidr ? reader.read(path, () => hostAddress(cidr, text)) : undefined);

  const machine = (path: string, role: MachineRole, given: MachineDefinition, base: Required<MachineDefinition>): Machine | undefined => {
    const merged = { ...base, ...given };
    const machineName = reader.read(`${path}.name`, () => parseDnsLabel(merged.name));
    const address = host(`${path}.address`, merged.address);
    const cpus = reader.integer(`${path}.cpus`, merged.cpus, 1, 64);
    const memoryMiB = reader.integer(`${path}.memoryMiB`, merged.memoryMiB, 384, 1024 * 1024);
    const diskGiB = reader.integer(`${path}.diskGiB`, merged.diskGiB, 10, 10_000);
    if (!machineName || !address) return undefined;
    return { name: machineName, role, address, cpus, memoryMiB, diskGiB };
  };

  const network = readNetwork(cidr, host('network.client', definition.network?.client ?? defaults.network.client));
  const controlPlane = machine('controlPlane', 'control-plane', definition.controlPlane ?? {}, defaults.controlPlane);
  const workerDefinitions: readonly MachineDefinition[] = definition.workers ?? defaults.workers;
  const workers = workerDefinitions.map((worker, index) =>
    machine(`workers[${index}]`, 'worker', worker, { ...defaults.worker, name: `worker-${index + 1}`, address: `.${31 + index}` }),
  );
  const nameServer = machine('nameServer', 'name-server', definition.nameServer ?? {}, defaults.nameServer);
  const cluster = readCluster(definition, reader);
  const pool = cidr && reader.read('loadBalancer.pool', () => readPool(cidr, definition.loadBalancer?.pool ?? defaults.loadBalancer.pool));
  const allMachines = [controlPlane, ...workers, nameServer];
  if (!name || !network || !cluster || !pool || !isComplete(allMachines) || !isComplete(workers) || !controlPlane || !nameServer) return undefined;

  const dns = readDns(definition, reader, network, allMachines, nameServer, host);
  const services = readServices(definition, reader, cluster, pool);
  if (!dns || !services || reader.faults.length > 0) return undefined;
  return {
    name,
    network,
    controlPlane,
    workers,
    nameServer,
    cluster,
    dns,
    loadBalancer: { pool },
    internet: readInternet(definition),
    workloads: readWorkloads(definition, reader),
    services,
  };
}

function readLabName(name: string): string {
  parseDnsLabel(name);
  // Namespace and interface names are made from it; the kernel's limit for an interface is 15 characters.
  if (name.length > 12) throw new ValueError(name, `has ${name.length} characters; a lab's name has at most 12`);
  return name;
}

function readNetwork(cidr: Cidr | undefined, client: IpAddress | undefined): Network | undefined {
  return cidr && client && { cidr, gateway: cidr.at(defaults.network.gatewayOffset), client };
}

function readCluster(definition: LabDefinition, reader: Reader): Cluster | undefined {
  const given = { ...defaults.cluster, ...definition.cluster };
  const podCidr = reader.read('cluster.podCidr', () => Cidr.parse(given.podCidr));
  const serviceCidr = reader.read('cluster.serviceCidr', () => Cidr.parse(given.serviceCidr));
  const dnsDomain = reader.read('cluster.dnsDomain', () => parseDnsName(given.dnsDomain));
  const nodePodPrefix = reader.integer('cluster.nodePodPrefix', given.nodePodPrefix, 16, 28);
  if (!podCidr || !serviceCidr || !dnsDomain) return undefined;
  if (serviceCidr.prefix > 28) {
    reader.faults.push({ path: 'cluster.serviceCidr', value: String(serviceCidr), reason: 'has too few addresses; a /28 is the least' });
    return undefined;
  }
  return { podCidr, nodePodPrefix, serviceCidr, dnsDomain, apiServiceAddress: serviceCidr.at(1), dnsServiceAddress: serviceCidr.at(10) };
}

function readDns(
  definition: LabDefinition,
  reader: Reader,
  network: Network,
  allMachines: readonly Machine[],
  nameServer: Machine,
  host: (path: string, text: string) => IpAddress | undefined,
): Dns | undefined {
  const zone = reader.read('dns.zone', () => parseDnsName(definition.dns?.zone ?? defaults.dns.zone));
  const addresses = (path: string, texts: readonly string[]) => texts.map((text, index) => host(`${path}[${index}]`, text));
  const upstreams = definition.dns?.upstreams ? addresses('dns.upstreams', definition.dns.upstreams) : [network.gateway];
  const clusterForwarders = definition.dns?.clusterForwarders
    ? addresses('dns.clusterForwarders', definition.dns.clusterForwarders)
    : [nameServer.address];
  const given = Object.entries(definition.dns?.records ?? {}).map(([name, address]) => ({
    name: reader.read(`dns.records.${name}`, () => parseDnsName(name)),
    address: host(`dns.records.${name}`, address),
  }));
  if (!zone || !isComplete(upstreams) || !isComplete(clusterForwarders)) return undefined;
  const records = [
    ...allMachines.map(({ name, address }) => ({ name, address })),
    { name: 'gateway', address: network.gateway },
    // The intranet web server runs on the name server's machine.
    { name: 'intranet', address: nameServer.address },
    ...given.flatMap(({ name, address }) => (name && address ? [{ name, address }] : [])),
  ];
  return { zone, records, upstreams, clusterForwarders };
}

function readServices(definition: LabDefinition, reader: Reader, cluster: Cluster, pool: IpRange): Service[] | undefined {
  const given = definition.apiTester?.clusterIp;
  const clusterIp = reader.read('apiTester.clusterIp', () =>
    given ? IpAddress.parse(given) : cluster.serviceCidr.at(Math.min(defaults.apiTester.clusterIpOffset, cluster.serviceCidr.size - 2)),
  );
  const nodePort = definition.apiTester?.nodePort ?? defaults.apiTester.nodePort;
  const externalName = reader.read('externalName', () => parseDnsName(definition.externalName ?? defaults.externalName));
  if (!clusterIp || !externalName) return undefined;
  const http = { name: 'http', port: 80, targetPort: 8080 };
  const https = { name: 'https', port: 443, targetPort: 8443 };
  return [
    { type: 'ClusterIP', name: 'api-tester', workload: 'api-tester', clusterIp, ports: [http] },
    { type: 'NodePort', name: 'api-tester-nodeport', workload: 'api-tester', ports: [{ ...http, nodePort }] },
    { type: 'LoadBalancer', name: 'api-tester-lb', workload: 'api-tester', address: pool.first, ports: [http, https] },
    { type: 'ExternalName', name: 'ext-github', externalName },
    { type: 'Headless', name: 'api-tester2', workload: 'api-tester', ports: [{ ...http, port: 8080 }] },
    { type: 'Headless', name: 'db', workload: 'db', ports: [{ name: 'postgres', port: 5432, targetPort: 5432 }] },
  ];
}

function readWorkloads(definition: LabDefinition, reader: Reader): Workload[] {
  return [
    {
      kind: 'api-tester',
      name: 'api-tester',
      replicas: reader.integer('apiTester.replicas', definition.apiTester?.replicas ?? defaults.apiTester.replicas, 1, 100),
    },
    { kind: 'postgres', name: 'db', replicas: reader.integer('db.replicas', definition.db?.replicas ?? defaults.db.replicas, 1, 20) },
  ];
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

function readPool(cidr: Cidr, text: string): IpRange {
  return text.startsWith('.') ? IpRange.parse(text.split('-').map((end) => String(hostAddress(cidr, end))).join('-')) : IpRange.parse(text);
}

/** `.30` is the network's 30th address; anything else is a full address. */
function hostAddress(cidr: Cidr, text: string): IpAddress {
  const offset = /^\.(\d+)$/.exec(text)?.[1];
  return offset === undefined ? IpAddress.parse(text) : cidr.at(Number(offset));
}

function isComplete<T>(values: readonly (T | undefined)[]): values is readonly T[] {
  return values.every((value) => value !== undefined);
}
