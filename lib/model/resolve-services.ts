import type { Cidr } from './cidr';
import { closestName } from './closest-name';
import { defaults } from './defaults';
import { type LabDefinition, limits, type ServiceDefinition, type WorkloadDefinition } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { ValueError } from './problem';
import { hostAddress } from './host-address';
import { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Cluster, Network } from './lab';
import { freeNodePort, nodePorts } from './port';
import type { Reader } from './reader';
import { readPorts } from './resolve-ports';
import { type Service, type Workload } from './service';
import { freeServiceAddress } from './service-address';

/** The pods behind the Services. */
export function readWorkloads(definition: LabDefinition, reader: Reader): Workload[] {
  return Object.entries(workloadsOf(definition)).map(([name, { kind, replicas = defaults.replicas }]) => {
    const path = `workloads.${name}`;
    reader.read(
      path,
      () => parseDnsLabel(name),
      () => name,
    );
    const most = kind === 'postgres' ? limits.postgresReplicas : limits.apiTesterReplicas;
    return { kind, name, replicas: reader.integer(`${path}.replicas`, replicas, most) };
  });
}

/** The default Services keep the default workloads, and other Services bring those of them along that they use. */
function workloadsOf({ workloads, services }: LabDefinition): Readonly<Record<string, WorkloadDefinition>> {
  if (!services) return { ...defaults.workloads, ...workloads };
  if (workloads) return workloads;
  const [first] = Object.keys(defaults.workloads);
  const used = Object.entries<ServiceDefinition>(services).map(([name, service]) =>
    service.type === 'ExternalName' ? undefined : (service.workload ?? (Object.hasOwn(defaults.workloads, name) ? name : first)),
  );
  return Object.fromEntries(Object.entries(defaults.workloads).filter(([name]) => used.includes(name)));
}

interface Surroundings {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly pool: IpRange;
  readonly workloads: readonly Workload[];
}

/** The Services of the lab. Addresses and node ports that are not asked for are free ones, in the order of the definition. */
export function readServices({ services = defaults.services }: LabDefinition, reader: Reader, around: Surroundings): Service[] {
  const definitions = Object.entries<ServiceDefinition>(services);
  const free = freeValues(
    definitions.map(([, definition]) => definition),
    around,
  );
  return definitions.map(([name, definition]): Service => {
    const path = `services.${name}`;
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
    switch (definition.type) {
      case 'Headless':
        return { type: 'Headless', ...common };
      case 'ClusterIP':
        return { type: 'ClusterIP', ...common, clusterIp: readClusterIp(path, definition.clusterIp, reader, around, free) };
      case 'NodePort': {
        const nodePort = (index: number) =>
          reader.read(
            `${path}.ports[${index}].nodePort`,
            () => free.nodePort(),
            () => nodePorts.first,
          );
        const withNodePorts = ports.map((port, index) => ({ ...port, nodePort: port.nodePort ?? nodePort(index) }));
        return {
          type: 'NodePort',
          ...common,
          ports: withNodePorts,
          externalTrafficPolicy: definition.externalTrafficPolicy ?? 'Cluster',
        };
      }
      case 'LoadBalancer': {
        const address = reader.read(
          `${path}.address`,
          () => (definition.address === undefined ? free.poolAddress() : hostAddress(around.network.cidr, definition.address)),
          () => around.pool.first,
          definition.address === undefined ? ['loadBalancer.pool', 'network.cidr'] : [],
        );
        return { type: 'LoadBalancer', ...common, address, externalTrafficPolicy: definition.externalTrafficPolicy ?? 'Cluster' };
      }
    }
  });
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

/** Hands out what no Service of the definition asks for. */
function freeValues(definitions: readonly ServiceDefinition[], { cluster, network, pool }: Surroundings) {
  const taken = new Set<string>([String(cluster.apiServiceAddress), String(cluster.dnsServiceAddress)]);
  for (const definition of definitions) {
    if (definition.type === 'ClusterIP' && definition.clusterIp) taken.add(definition.clusterIp);
    if (definition.type === 'LoadBalancer' && definition.address) taken.add(plain(network.cidr, definition.address));
    if (definition.type === 'NodePort')
      definition.ports?.forEach(({ nodePort }) => nodePort !== undefined && taken.add(`:${nodePort}`));
  }
  const take = <T>(value: T, key = String(value)): T => {
    taken.add(key);
    return value;
  };
  return {
    clusterIp(): IpAddress {
      const address = freeServiceAddress(cluster.serviceCidr, defaults.clusterIpOffset, (candidate) =>
        taken.has(String(candidate)),
      );
      if (!address)
        throw new ValueError(
          '',
          `the service network ${cluster.serviceCidr} has no address left for it`,
          'make cluster.serviceCidr larger',
        );
      return take(address);
    },
    nodePort(): number {
      const port = freeNodePort(defaults.nodePort, (candidate) => taken.has(`:${candidate}`));
      if (port === undefined) throw new ValueError('', 'no node port is left for it', 'show fewer Services of type NodePort');
      return take(port, `:${port}`);
    },
    poolAddress(): IpAddress {
      for (let offset = 0; offset < Math.min(pool.size, 1000); offset += 1) {
        const address = pool.first.plus(offset);
        if (!taken.has(String(address))) return take(address);
      }
      throw new ValueError('', `the load balancer's pool ${pool} has no address left for it`, 'make loadBalancer.pool larger');
    },
  };
}

/** An address as it is written in full; a text that is none as it is. */
function plain(cidr: Cidr, text: string): string {
  try {
    return String(hostAddress(cidr, text));
  } catch {
    return text;
  }
}

function readClusterIp(
  path: string,
  text: string | undefined,
  reader: Reader,
  { cluster }: Surroundings,
  free: ReturnType<typeof freeValues>,
): IpAddress {
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
