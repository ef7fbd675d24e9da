import * as fc from 'fast-check';
import { Cidr, type LabDefinition } from '../../../lib/model';

/** Draws one value while a definition is put together. */
type Draw = fc.GeneratorValue;
type Machine = NonNullable<LabDefinition['controlPlane']>;
type Services = NonNullable<LabDefinition['services']>;
type Ports = { name?: string; port?: number; targetPort?: number; nodePort?: number }[];

/** Names of which YAML or a shell could make something else than a name, and usual ones. */
const names = [
  ...['no', 'on', 'y', 'true', 'null', '0b11', '0o17', '1e3', '0x1f', '123', '012', 'in', 'constructor', 'a--b', 'empty', 'root'],
  ...['web', 'mail', 'db', 'api', 'node', 'localhost2', 'www2', 'x', 'abcdefghijklmnopqrstuvwxyz-0123456789', 'xn--mnchen-3ya'],
  ...Array.from({ length: 40 }, (_, index) => `n${index}`),
];
const integer = (min: number, max: number) => fc.integer({ min, max });
const chance = () => fc.boolean();
const one = (...values: readonly unknown[]) => fc.constantFrom(...values);
const pick = <T>(g: Draw, ...values: readonly T[]): T => g(one, ...values) as T;
const different = (count: number, min: number, max: number) =>
  fc.uniqueArray(integer(min, max), { minLength: count, maxLength: count });
const order = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });

/** A list to take from; what was drawn is kept by fast-check and must not change. */
const numbers = (g: Draw, count: number, min: number, max: number): number[] => [...g(different, count, min, max)];

/** Spaces apart from one another; each range of a lab is in one of its own. Of 20.0.0.0/8 the lab warns. */
const spaces = ['10.0.0.0/9', '10.128.0.0/9', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '20.0.0.0/8'].map((text) =>
  Cidr.parse(text),
);

/** Definitions made of parts that go together, of any size and in any of the forms values may be written in. */
export const validDefinition: fc.Arbitrary<LabDefinition> = fc.gen().map(draw);

function draw(g: Draw): LabDefinition {
  const [networkSpace, podSpace, serviceSpace] = g(order<Cidr>, spaces) as [Cidr, Cidr, Cidr];
  const cidr = subnet(g, networkSpace, g(integer, Math.max(16, networkSpace.prefix), 28));
  const serviceCidr = subnet(g, serviceSpace, g(integer, Math.max(12, serviceSpace.prefix), 28));
  const start = g(integer, 0, names.length - 1);
  const free = [...names.slice(start), ...names.slice(0, start)];
  const name = () => free.pop()!;
  const [zoneName, clusterName, labName] = [name(), name(), name()];

  const loadBalancers = g(integer, 0, 2);
  const poolSize = loadBalancers + g(integer, loadBalancers > 0 ? 0 : 1, 2);
  // Gateway, client, control plane and name server are the others.
  const workerCount = g(integer, 1, Math.min(20, cidr.size - 2 - 4 - poolSize));
  const workloads = drawWorkloads(g, name, workerCount);
  const addresses = drawAddresses(g, cidr, poolSize, workerCount);
  const host = (offset: number) => pick<string>(g, `.${offset}`, String(cidr.at(offset)));
  const [gateway, client, controlPlane, nameServer] = addresses.hosts.map(host) as [string, string, string, string];
  const zone = pick<string>(g, `${zoneName}.internal`, 'company.internal', `a.${zoneName}.internal`);

  // One machine in three may be named, one in four has a MAC address of its own choice.
  let macs = 0;
  const machine = (address: string | undefined, least = ['384 MiB', '512MiB', '1.5 GiB']): Machine => ({
    ...(address !== undefined && { address }),
    ...(g(integer, 1, 3) === 1 && free.length > 30 && { name: name() }),
    ...(g(integer, 1, 4) === 1 && {
      mac: `02:00:${pick<string>(g, '0a', '10', 'ff')}:00:00:${String((macs += 1)).padStart(2, '0')}`,
    }),
    ...(g(chance) && { cpus: g(integer, 1, 64) }),
    ...(g(chance) && { memory: pick<string>(g, ...least, '2Gi', '2560 Mi', '1 TiB') }),
    ...(g(chance) && { disk: pick<string>(g, '10 GiB', '20Gi', '0.5 TiB', '12800 MiB') }),
  });

  const nodePodPrefix = g(integer, podPrefix(workloads, workerCount), 28 - (workerCount > 9 ? 1 : 0));
  const bits = g(integer, Math.ceil(Math.log2(workerCount + 2)), 8);
  const podCidr = subnet(g, podSpace, Math.max(podSpace.prefix, nodePodPrefix - bits));
  return {
    name: labName.slice(0, 12),
    network: { cidr: String(cidr), gateway, client },
    controlPlane: machine(controlPlane, ['1792 MiB', '1.75 GiB']),
    // A worker without an address takes one that is free.
    workers: addresses.workers.map((offset) => machine(g(chance) ? host(offset) : undefined)),
    nameServer: machine(nameServer),
    cluster: {
      podCidr: String(podCidr),
      nodePodPrefix,
      serviceCidr: String(serviceCidr),
      ...(g(chance) && { dnsDomain: pick<string>(g, 'cluster.local', `${clusterName}.test`, `k8s.${clusterName}.test`) }),
    },
    dns: drawDns(g, { zone, name, host: () => host(g(integer, 1, cidr.size - 2)), gateway, nameServer }),
    loadBalancer: { pool: drawPool(g, cidr, addresses.poolStart, poolSize) },
    ...(g(chance) && { internet: drawInternet(g, name) }),
    ...(g(chance) && {
      hypervisor: {
        ...(g(chance) && { uri: pick<string>(g, 'embedded', 'system', 'qemu:///system', 'qemu+ssh://root@host/system') }),
        ...(g(chance) && { acceleration: pick<'kvm' | 'emulation'>(g, 'kvm', 'emulation') }),
        ...(g(chance) && { storage: pick<string>(g, '/srv/labs', '/srv/with space/') }),
      },
    }),
    workloads,
    services: drawServices(g, {
      workloads,
      name,
      zone,
      serviceCidr,
      cidr,
      poolStart: addresses.poolStart,
      poolSize,
      loadBalancers,
    }),
  };
}

const subnet = (g: Draw, space: Cidr, prefix: number): Cidr =>
  space.subnet(prefix, g(integer, 0, 2 ** (prefix - space.prefix) - 1));

/** Offsets of hosts that are all different and outside the pool, by convention or anyhow. */
function drawAddresses(g: Draw, cidr: Cidr, poolSize: number, workerCount: number) {
  const workers = Array.from({ length: workerCount }, (_, index) => 31 + index + (index >= 19 ? 1 : 0));
  if (cidr.size >= 128 && g(chance)) return { hosts: [1, 10, 30, 50], workers, poolStart: 60 };
  const poolStart = g(integer, 1, cidr.size - 1 - poolSize);
  const offsets = g(different, 4 + workerCount, 1, cidr.size - 2 - poolSize).map((offset) =>
    offset < poolStart ? offset : offset + poolSize,
  );
  return { hosts: offsets.slice(0, 4), workers: offsets.slice(4), poolStart };
}

function drawPool(g: Draw, cidr: Cidr, start: number, size: number): string {
  const [first, last] = [cidr.at(start), cidr.at(start + size - 1)];
  if (size > 1) return pick<string>(g, `.${start}-.${start + size - 1}`, `${first}-${last}`);
  return pick<string>(g, `.${start}`, `${first}`, `${first}/32`, `.${start}-.${start}`, `${first}-${first}`);
}

type Workloads = NonNullable<LabDefinition['workloads']>;

function drawWorkloads(g: Draw, name: () => string, workerCount: number): Workloads {
  const most = Math.min(20, workerCount * 2);
  return Object.fromEntries(
    Array.from({ length: g(integer, 1, 4) }, () => {
      const replicas = g(chance) ? { replicas: g(integer, 1, most) } : {};
      return [name(), { kind: pick<'api-tester' | 'postgres'>(g, 'api-tester', 'postgres'), ...replicas }];
    }),
  );
}

/** The least prefix length a node's range may be given here. The most, 28, has room for nine pods besides the system's. */
const podPrefix = (workloads: Workloads, workerCount: number): number => {
  const pods = Object.values(workloads).reduce((sum, { replicas = 2 }) => sum + replicas, 0);
  return Math.ceil(pods / workerCount) > 8 ? 26 : 22;
};

function drawDns(
  g: Draw,
  {
    zone,
    name,
    host,
    gateway,
    nameServer,
  }: { zone: string; name: () => string; host: () => string; gateway: string; nameServer: string },
): LabDefinition['dns'] {
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: g(integer, 0, most) }, make);
  const outside = () => pick<string>(g, '9.9.9.9', '203.0.113.53', '192.0.2.250');
  return {
    zone,
    ...(g(chance) && {
      records: Object.fromEntries(some(3, () => [g(chance) ? name() : `${name()}.sub`, g(chance) ? host() : outside()])),
    }),
    ...(g(chance) && { upstreams: g(chance) ? [gateway] : [outside(), gateway] }),
    ...(g(chance) && { clusterForwarders: g(chance) ? [nameServer] : [outside(), nameServer] }),
    ...(g(chance) && {
      forwardZones: Object.fromEntries(some(2, () => [`${name()}.example`, g(chance) ? [outside()] : [gateway, outside()]])),
    }),
  };
}

function drawInternet(g: Draw, name: () => string): LabDefinition['internet'] {
  const link = Cidr.parse(pick<string>(g, '198.51.100.0/24', '192.0.2.0/28', '198.51.100.64/29', '198.51.0.0/16'));
  const [gateway, router, client] = g(different, 3, 1, link.size - 2).map((offset) =>
    pick<string>(g, `.${offset}`, String(link.at(offset))),
  ) as [string, string, string];
  return {
    ...(g(chance) && { kind: pick<'simulated' | 'uplink'>(g, 'simulated', 'uplink') }),
    link: String(link),
    ...(g(chance) && { gateway, router, client }),
    ...(g(chance) && { nameServer: `203.0.113.${g(integer, 0, 255)}`, webServer: `203.0.113.${g(integer, 0, 255)}` }),
    ...(g(chance) && { sites: [`${name()}.com`, `shop.${name()}.com`] }),
  };
}

interface Around {
  readonly workloads: Workloads;
  readonly name: () => string;
  readonly zone: string;
  readonly serviceCidr: Cidr;
  readonly cidr: Cidr;
  readonly poolStart: number;
  readonly poolSize: number;
  readonly loadBalancers: number;
}

function drawServices(g: Draw, around: Around): Services {
  const { workloads, name, serviceCidr, cidr } = around;
  const kindOf = (workload: string) => workloads[workload]!.kind;
  const governing = Object.keys(workloads)
    .filter((workload) => kindOf(workload) === 'postgres')
    .map((workload): [string, Services[string]] => [g(chance) ? workload : name(), headless(g, workload, kindOf(workload))]);
  const types = [
    ...Array.from({ length: around.loadBalancers }, () => 'LoadBalancer' as const),
    ...Array.from({ length: g(integer, 0, 4) }, () =>
      pick<'ClusterIP' | 'NodePort' | 'ExternalName' | 'Headless'>(g, 'ClusterIP', 'NodePort', 'ExternalName', 'Headless'),
    ),
  ];
  const clusterIps = numbers(g, types.length, 2, serviceCidr.size - 2).filter((offset) => offset !== 10);
  const poolAddresses = numbers(g, around.loadBalancers, around.poolStart, around.poolStart + around.poolSize - 1);
  const nodePorts = numbers(g, 2 * types.length, 30000, 32767);
  const others = types.map((type): [string, Services[string]] => {
    const workload = pick<string>(g, ...Object.keys(workloads));
    const kind = kindOf(workload);
    const behind = { workload, ...(g(chance) && { ports: drawPorts(g, kind) }) };
    const policy = g(chance) ? { externalTrafficPolicy: pick<'Cluster' | 'Local'>(g, 'Cluster', 'Local') } : {};
    switch (type) {
      case 'ClusterIP': {
        const offset = g(chance) ? clusterIps.pop() : undefined;
        return [name(), { type, ...behind, ...(offset !== undefined && { clusterIp: String(serviceCidr.at(offset)) }) }];
      }
      case 'NodePort': {
        const ports: Ports | undefined = behind.ports?.map((port) =>
          g(chance) ? { ...port, nodePort: nodePorts.pop()! } : port,
        );
        return [name(), { type, workload, ...(ports && { ports }), ...policy }];
      }
      case 'LoadBalancer': {
        const offset = poolAddresses.pop()!;
        const address = pick<string | undefined>(g, undefined, `.${offset}`, String(cidr.at(offset)));
        return [name(), { type, ...behind, ...policy, ...(address !== undefined && { address }) }];
      }
      case 'ExternalName':
        return [name(), { type, externalName: pick<string>(g, `${name()}.org`, `gateway.${around.zone}`, 'github.com') }];
      case 'Headless':
        return [name(), headless(g, workload, kind)];
    }
  });
  return Object.fromEntries(g(order<[string, Services[string]]>, [...governing, ...others]));
}

type Kind = Workloads[string]['kind'];

/** Ports of a Service, which all lead to something the workload serves. */
function drawPorts(g: Draw, kind: Kind): Ports {
  const [first, second] = g(different, 2, 1, 65535) as [number, number];
  if (kind === 'postgres') return pick<Ports>(g, [{}], [{ port: first }], [{ name: 'sql', port: first, targetPort: 5432 }]);
  return pick<Ports>(
    g,
    [{}],
    [{ name: 'https' }],
    [{ name: 'constructor', port: first }],
    [{ port: first, targetPort: 8443 }],
    [{ name: 'a', port: first, targetPort: 8080 }, { port: second }],
    [{}, { name: 'https' }],
  );
}

function headless(g: Draw, workload: string, kind: Kind): Services[string] {
  const ports: Ports[] =
    kind === 'postgres'
      ? [[{}], [{ name: 'sql' }]]
      : [[{}], [{ name: 'https' }], [{ name: 'web', port: 8080 }], [{ targetPort: 8443 }]];
  return { type: 'Headless', workload, ...(g(chance) && { ports: pick<Ports>(g, ...ports) }) };
}
