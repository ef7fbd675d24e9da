import { Cidr } from './cidr';
import { defaults } from './defaults';
import { type LabDefinition, limits, type MachineDefinition } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { DefinitionError, type DefinitionFault, ValueError } from './fault';
import { hostAddress, readPool, toHost } from './host-address';
import { type IpAddress } from './ip-address';
import { IpRange } from './ip-range';
import type { Cluster, Lab, Network } from './lab';
import { macAddressOf, parseMacAddress } from './mac-address';
import type { Machine, MachineRole } from './machine';
import { Reader } from './reader';
import { readDns } from './resolve-dns';
import { readHypervisor, readInternet } from './resolve-internet';
import { readServices, readWorkloads } from './resolve-services';
import { checkRules } from './rules';
import type { Service } from './service';
import { formatMebibytes, parseMebibytes } from './size';

/**
 * Fills a definition's gaps with the defaults, derives what follows from it, and checks it.
 * @throws DefinitionError with every value that cannot be read and every rule broken.
 */
export function resolveLab(definition: LabDefinition = {}): Lab {
  const { lab, faults } = tryResolve(definition);
  if (faults.length > 0) throw new DefinitionError(faults);
  return lab;
}

/**
 * The lab of a definition, and what is wrong with it. Where a value cannot be read its default stands in, so that everything
 * else is checked as well; the lab is of use only without faults.
 * @param known faults found before, at places where the definition has nothing because of them.
 */
export function tryResolve(
  definition: LabDefinition,
  known: readonly DefinitionFault[] = [],
): { lab: Lab; faults: readonly DefinitionFault[] } {
  const reader = new Reader();
  reader.faults.push(...known);
  const lab = readLab(definition, reader);
  return { lab, faults: [...reader.faults, ...reader.independent(checkRules(lab))] };
}

function readLab(definition: LabDefinition, reader: Reader): Lab {
  const name = reader.read(
    'name',
    () => readLabName(definition.name ?? defaults.name),
    () => defaults.name,
  );
  const network = readNetwork(definition, reader);
  const pool = reader.read(
    'loadBalancer.pool',
    () => readPool(network.cidr, definition.loadBalancer?.pool ?? defaults.loadBalancer.pool),
    () => IpRange.of(toHost(network.cidr, defaults.loadBalancer.pool)),
  );
  const { controlPlane, workers, nameServer } = readMachines(definition, reader, network, (address) => pool.contains(address));
  const cluster = readCluster(definition, reader);
  const workloads = readWorkloads(definition, reader);
  const services = readServices(definition, reader, { cluster, network, pool, workloads });
  const machines = [controlPlane, ...workers, nameServer];
  const dns = readDns(definition, reader, { network, machines, nameServer, pool });
  return {
    name,
    network,
    controlPlane,
    workers,
    nameServer,
    cluster,
    dns,
    loadBalancer: { pool },
    internet: readInternet(definition, reader, { services, zone: dns.zone }),
    hypervisor: readHypervisor(definition, reader),
    workloads: definition.workloads ? workloads : workloads.filter(({ name }) => isUsed(name, services)),
    services,
  };
}

/** Of the default workloads only those are made that a Service leads to. */
const isUsed = (workload: string, services: readonly Service[]): boolean =>
  services.some((service) => 'workload' in service && service.workload === workload);

function readLabName(name: string): string {
  parseDnsLabel(name);
  // Namespace and interface names are made from it; the kernel's limit for an interface is 15 characters.
  if (name.length > 12) throw new ValueError(name, `has ${name.length} characters; a lab's name has at most 12`);
  return name;
}

function readNetwork({ network }: LabDefinition, reader: Reader): Network {
  const given = { ...defaults.network, ...network };
  const cidr = reader.read(
    'network.cidr',
    () => readNetworkCidr(given.cidr),
    () => Cidr.parse(defaults.network.cidr),
  );
  const host = (key: 'gateway' | 'client') =>
    reader.read(
      `network.${key}`,
      () => hostAddress(cidr, given[key]),
      () => toHost(cidr, defaults.network[key]),
    );
  return { cidr, gateway: host('gateway'), client: host('client') };
}

/** libvirt's networks have at least three host bits; a MAC address holds an address's last three octets. */
function readNetworkCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix < 8 || cidr.prefix > 29) throw new ValueError(text, 'must have a prefix length from 8 to 29', 'a /24 is usual');
  return cidr;
}

type Machines = Pick<Lab, 'controlPlane' | 'workers' | 'nameServer'>;

function readMachines(
  definition: LabDefinition,
  reader: Reader,
  network: Network,
  inPool: (address: IpAddress) => boolean,
): Machines {
  const read = (path: string, role: MachineRole, given: MachineDefinition, base: Required<Omit<MachineDefinition, 'mac'>>) =>
    readMachine(path, role, given, base, reader, network.cidr);
  const controlPlane = read('controlPlane', 'control-plane', definition.controlPlane ?? {}, defaults.controlPlane);
  const nameServer = read('nameServer', 'name-server', definition.nameServer ?? {}, defaults.nameServer);
  const given: readonly MachineDefinition[] = definition.workers ?? Array.from({ length: defaults.workerCount }, () => ({}));
  const chosen = given.flatMap(({ address }) => address ?? []);
  const others = [network.gateway, network.client, controlPlane.address, nameServer.address];
  const free = freeAddresses(
    network.cidr,
    (address) =>
      inPool(address) ||
      others.some((other) => other.equals(address)) ||
      chosen.some((text) => isAddress(network.cidr, text, address)),
  );
  const chosenFor = (index: number) =>
    reader.read(
      `workers[${index}].address`,
      () => {
        const address = free.next().value;
        if (address !== undefined) return address;
        throw new ValueError('', `the network ${network.cidr} has no free address left for it`, 'make network.cidr larger');
      },
      () => '.2',
      ['network.cidr', 'loadBalancer.pool'],
    );
  const workers = given.map((worker, index) => {
    const name = `worker-${index + 1}`;
    // A text that cannot be read must not stand in for itself.
    const address = worker.address === undefined ? chosenFor(index) : defaults.worker.firstAddress;
    const { cpus, memory, disk } = defaults.worker;
    return read(`workers[${index}]`, 'worker', worker, { name, address, cpus, memory, disk });
  });
  return { controlPlane, workers, nameServer };
}

/** Addresses for workers that ask for none: from the default's on, then those below. */
function* freeAddresses(cidr: Cidr, isTaken: (address: IpAddress) => boolean): Generator<string, undefined> {
  const first = Number(defaults.worker.firstAddress.slice(1));
  const last = cidr.size - 2;
  // Twenty workers and what they have to step over.
  for (let offset = first; offset <= Math.min(last, first + 1000); offset += 1) if (!isTaken(cidr.at(offset))) yield `.${offset}`;
  for (let offset = 1; offset <= Math.min(last, first - 1); offset += 1) if (!isTaken(cidr.at(offset))) yield `.${offset}`;
  return undefined;
}

function isAddress(cidr: Cidr, text: string, address: IpAddress): boolean {
  try {
    return hostAddress(cidr, text).equals(address);
  } catch {
    return false;
  }
}

function readMachine(
  path: string,
  role: MachineRole,
  given: MachineDefinition,
  base: Required<Omit<MachineDefinition, 'mac'>>,
  reader: Reader,
  cidr: Cidr,
): Machine {
  const name = reader.read(
    `${path}.name`,
    () => parseDnsLabel(given.name ?? base.name),
    () => base.name,
  );
  const address = reader.read(
    `${path}.address`,
    () => hostAddress(cidr, given.address ?? base.address),
    () => toHost(cidr, base.address),
  );
  const mac = reader.read(
    `${path}.mac`,
    () => (given.mac === undefined ? macAddressOf(address) : parseMacAddress(given.mac)),
    () => macAddressOf(address),
  );
  const size = (key: 'memory' | 'disk', least: string) =>
    reader.read(
      `${path}.${key}`,
      () => readSize(given[key] ?? base[key], least),
      () => parseMebibytes(base[key]),
    );
  return {
    name,
    role,
    address,
    mac,
    cpus: reader.integer(`${path}.cpus`, given.cpus ?? base.cpus, limits.cpus),
    memoryMiB: size('memory', '384 MiB'),
    diskMiB: size('disk', '10 GiB'),
  };
}

const largest = parseMebibytes('64 TiB');

function readSize(text: string, least: string): number {
  const size = parseMebibytes(text);
  if (size < parseMebibytes(least))
    throw new ValueError(text, `is too little: a machine needs at least ${least}`, `write ${least}`);
  if (size > largest) throw new ValueError(text, `is more than ${formatMebibytes(largest)}`);
  return size;
}

function readCluster(definition: LabDefinition, reader: Reader): Cluster {
  const given = { ...defaults.cluster, ...definition.cluster };
  const podCidr = reader.read(
    'cluster.podCidr',
    () => Cidr.parse(given.podCidr),
    () => Cidr.parse(defaults.cluster.podCidr),
  );
  const serviceCidr = reader.read(
    'cluster.serviceCidr',
    () => readServiceCidr(given.serviceCidr),
    () => Cidr.parse(defaults.cluster.serviceCidr),
  );
  const dnsDomain = reader.read(
    'cluster.dnsDomain',
    () => parseDnsName(given.dnsDomain),
    () => defaults.cluster.dnsDomain,
  );
  const nodePodPrefix = reader.integer('cluster.nodePodPrefix', given.nodePodPrefix, limits.nodePodPrefix);
  return {
    podCidr,
    nodePodPrefix,
    serviceCidr,
    dnsDomain,
    apiServiceAddress: serviceCidr.at(1),
    dnsServiceAddress: serviceCidr.at(10),
  };
}

/** The API server takes at most 20 host bits (kube-apiserver's validation of --service-cluster-ip-range). */
function readServiceCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix > 28) throw new ValueError(text, 'has too few addresses; a /28 is the least');
  if (cidr.prefix < 12)
    throw new ValueError(text, 'is larger than Kubernetes takes; a /12 is the most', `write ${Cidr.containing(cidr.first, 12)}`);
  return cidr;
}
