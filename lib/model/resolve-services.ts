import { closestName } from './closest-name';
import { defaults } from './defaults';
import type { LabDefinition, ServiceDefinition } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { freeValues } from './free-values';
import { hostAddress } from './host-address';
import { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Cluster, Network } from './lab';
import { nodePorts } from './port';
import { ValueError } from './problem';
import type { Reader } from './reader';
import { readPorts } from './resolve-ports';
import type { Service, ServicePort, Workload } from './service';

interface Surroundings {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly pool: IpRange;
  readonly workloads: readonly Workload[];
}

/** What the Services of a definition are read with. */
interface ServiceReader extends Surroundings {
  readonly reader: Reader;
  /** Addresses and ports for Services that ask for none. */
  readonly free: ReturnType<typeof freeValues>;
}

/** The Services of the lab. Addresses and node ports that are not asked for are free ones, in the order of the definition. */
export function readServices({ services = defaults.services }: LabDefinition, reader: Reader, around: Surroundings): Service[] {
  const definitions = Object.entries<ServiceDefinition>(services);
  const free = freeValues(Object.values<ServiceDefinition>(services), around);
  return definitions.map(([name, definition]) => readService(name, definition, { ...around, reader, free }));
}

function readService(name: string, definition: ServiceDefinition, around: ServiceReader): Service {
  const path = `services.${name}`;
  const { reader } = around;
  reader.read(
    path,
    () => parseDnsLabel(name),
    () => name,
  );
  if (definition.type === 'ExternalName') {
    const externalName = reader.read(
      `${path}.externalName`,
      () => readExternalName(definition.externalName),
      () => 'unknown.invalid',
    );
    return { type: 'ExternalName', name, externalName };
  }
  const workload = readWorkloadName(`${path}.workload`, name, definition.workload, reader, around.workloads);
  const ports = readPorts(`${path}.ports`, definition, workload, reader);
  const common = { name, workload: workload.name, ports };
  if (definition.type === 'Headless') return { type: 'Headless', ...common };
  if (definition.type === 'ClusterIP')
    return { type: 'ClusterIP', ...common, clusterIp: readClusterIp(path, definition.clusterIp, around) };
  const externalTrafficPolicy = definition.externalTrafficPolicy ?? 'Cluster';
  if (definition.type === 'NodePort')
    return { type: 'NodePort', ...common, ports: withNodePorts(path, ports, around), externalTrafficPolicy };
  return { type: 'LoadBalancer', ...common, address: readPoolAddress(path, definition.address, around), externalTrafficPolicy };
}

/** Each port with its node port: the one asked for, else a free one. */
function withNodePorts(path: string, ports: readonly ServicePort[], { reader, free }: ServiceReader): ServicePort[] {
  const nodePort = (index: number) =>
    reader.read(
      `${path}.ports[${index}].nodePort`,
      () => free.nodePort(),
      () => nodePorts.first,
    );
  return ports.map((port, index) => ({ ...port, nodePort: port.nodePort ?? nodePort(index) }));
}

function readPoolAddress(path: string, text: string | undefined, { reader, free, network, pool }: ServiceReader): IpAddress {
  return reader.read(
    `${path}.address`,
    () => (text === undefined ? free.poolAddress() : hostAddress(network.cidr, text)),
    () => pool.first,
    text === undefined ? ['loadBalancer.pool', 'network.cidr'] : [],
  );
}

function readWorkloadName(
  path: string,
  service: string,
  asked: string | undefined,
  reader: Reader,
  workloads: readonly Workload[],
): Workload {
  const none: Workload = { kind: 'api-tester', name: asked ?? 'none', replicas: 1 };
  return reader.read(
    path,
    () => {
      const found = workloads.find(({ name }) => name === (asked ?? service)) ?? (asked === undefined ? workloads[0] : undefined);
      if (found) return found;
      const names = workloads.map(({ name }) => name);
      if (names.length === 0) throw new ValueError(asked ?? '', 'there is no workload', 'define one under workloads');
      throw new ValueError(asked!, 'is no workload of this lab', `use ${closestName(asked!, names) ?? names.join(' or ')}`);
    },
    () => none,
    [workloads.length === 0 ? 'workloads' : `workloads.${asked ?? service}`],
  );
}

/** Kubernetes takes an address for a name here, and DNS then knows nothing of it. */
function readExternalName(text: string): string {
  const name = parseDnsName(text);
  if (/(^|\.)\d+$/.test(name)) throw new ValueError(text, 'ends in a number, as an address does, and must be a name');
  return name;
}

function readClusterIp(path: string, text: string | undefined, { reader, free, cluster }: ServiceReader): IpAddress {
  return reader.read(
    `${path}.clusterIp`,
    () => (text === undefined ? free.clusterIp() : readFixedAddress(text)),
    () => cluster.apiServiceAddress,
    text === undefined ? ['cluster.serviceCidr'] : [],
  );
}

/** In Kubernetes a headless Service is one of type ClusterIP whose address is `None`. */
function readFixedAddress(text: string): IpAddress {
  if (text.toLowerCase() === 'none')
    throw new ValueError(
      text,
      'is no address: a Service without one is a headless one',
      'write type: Headless, without clusterIp',
    );
  return IpAddress.parse(text);
}
