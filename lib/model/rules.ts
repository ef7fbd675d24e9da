import { Cidr } from './cidr';
import type { DefinitionFault } from './fault';
import { IpAddress } from './ip-address';
import { type Lab, machines, nodes } from './lab';
import { fixedServiceAddress } from './service-address';

/** Checks a resolved lab as a whole. Returns every fault, empty when there is none. */
export function checkRules(lab: Lab): DefinitionFault[] {
  return [
    overlappingRanges,
    simulatedInternet,
    addressesOutsideNetwork,
    duplicateNames,
    duplicateAddresses,
    workerCount,
    serviceAddresses,
    nodePorts,
    podSpace,
    dnsLoops,
    shadowedZone,
  ].flatMap((rule) => rule(lab));
}

/** Things worth knowing that do not stop the lab. */
export function warnings(lab: Lab): string[] {
  const named: [string, Cidr][] = [
    ['cluster.podCidr', lab.cluster.podCidr],
    ['cluster.serviceCidr', lab.cluster.serviceCidr],
    ['network.cidr', lab.network.cidr],
  ];
  return named
    .filter(([, cidr]) => !isPrivate(cidr))
    .map(
      ([path, cidr]) =>
        `${path} ${cidr} is public address space: the lab cannot reach the real hosts from ${cidr.first} to ${cidr.last}`,
    );
}

function overlappingRanges(lab: Lab): DefinitionFault[] {
  const ranges: [string, Cidr][] = [
    ['network.cidr', lab.network.cidr],
    ['cluster.podCidr', lab.cluster.podCidr],
    ['cluster.serviceCidr', lab.cluster.serviceCidr],
  ];
  return ranges.flatMap(([path, cidr], index) =>
    ranges.slice(index + 1).flatMap(([otherPath, other]) =>
      cidr.overlaps(other)
        ? [
            {
              path: otherPath,
              value: String(other),
              reason: `overlaps ${path} ${cidr}`,
              remedy: 'choose ranges that share no address',
            },
          ]
        : [],
    ),
  );
}

/** The documentation ranges (RFC 5737) behind the gateway must not be the lab's own as well. */
function simulatedInternet(lab: Lab): DefinitionFault[] {
  const { gateway, nameServer, linkPrefix } = lab.internet;
  const outside = [Cidr.containing(gateway, linkPrefix), Cidr.containing(nameServer, linkPrefix)];
  const inside: [string, Cidr][] = [
    ['network.cidr', lab.network.cidr],
    ['cluster.podCidr', lab.cluster.podCidr],
    ['cluster.serviceCidr', lab.cluster.serviceCidr],
  ];
  return inside.flatMap(([path, cidr]) =>
    outside
      .filter((range) => range.overlaps(cidr))
      .map((range) => ({ path, value: String(cidr), reason: `overlaps ${range}, which the lab's simulated internet uses` })),
  );
}

/** Every address the definition gives to something on the lab's network. */
function networkAddresses(lab: Lab): { path: string; address: IpAddress }[] {
  return [
    { path: 'network.gateway', address: lab.network.gateway },
    { path: 'network.client', address: lab.network.client },
    ...machines(lab).map((machine) => ({ path: `${machine.name}.address`, address: machine.address })),
    { path: 'loadBalancer.pool', address: lab.loadBalancer.pool.first },
    ...(lab.loadBalancer.pool.size > 1 ? [{ path: 'loadBalancer.pool', address: lab.loadBalancer.pool.last }] : []),
  ];
}

function addressesOutsideNetwork(lab: Lab): DefinitionFault[] {
  const { cidr } = lab.network;
  return networkAddresses(lab).flatMap(({ path, address }) => {
    const value = String(address);
    if (!cidr.contains(address)) return [{ path, value, reason: `is outside the network ${cidr}` }];
    if (address.equals(cidr.first)) return [{ path, value, reason: `is the network address of ${cidr}` }];
    if (address.equals(cidr.last)) return [{ path, value, reason: `is the broadcast address of ${cidr}` }];
    return [];
  });
}

function duplicateNames(lab: Lab): DefinitionFault[] {
  return duplicates(machines(lab), (machine) => machine.name).map((machine) => ({
    path: `${machine.role} at ${machine.address}`,
    value: machine.name,
    reason: 'is the name of another machine too',
  }));
}

function duplicateAddresses(lab: Lab): DefinitionFault[] {
  const { pool } = lab.loadBalancer;
  const single = networkAddresses(lab).filter(({ path }) => path !== 'loadBalancer.pool');
  return [
    ...duplicates(single, ({ address }) => String(address)).map(({ path, address }) => ({
      path,
      value: String(address),
      reason: 'is used twice',
    })),
    ...single
      .filter(({ address }) => pool.contains(address))
      .map(({ path, address }) => ({ path: 'loadBalancer.pool', value: String(pool), reason: `contains ${path} ${address}` })),
  ];
}

function workerCount(lab: Lab): DefinitionFault[] {
  const count = lab.workers.length;
  return count >= 1 && count <= 20 ? [] : [{ path: 'workers', value: String(count), reason: 'must be 1 to 20' }];
}

function serviceAddresses(lab: Lab): DefinitionFault[] {
  const { serviceCidr, apiServiceAddress, dnsServiceAddress } = lab.cluster;
  const path = 'apiTester.clusterIp';
  return lab.services.flatMap((service) => {
    if (service.type !== 'ClusterIP') return [];
    const value = String(service.clusterIp);
    const remedy = `use ${fixedServiceAddress(serviceCidr)}, which is in the range kept for fixed addresses (KEP-3070)`;
    if (!serviceCidr.contains(service.clusterIp))
      return [{ path, value, reason: `is outside the service network ${serviceCidr}`, remedy }];
    if (service.clusterIp.equals(apiServiceAddress)) {
      return [{ path, value, reason: 'is the address Kubernetes keeps for its own Service "kubernetes"', remedy }];
    }
    if (service.clusterIp.equals(dnsServiceAddress))
      return [{ path, value, reason: 'is the address of the cluster DNS', remedy }];
    if (service.clusterIp.equals(serviceCidr.first) || service.clusterIp.equals(serviceCidr.last)) {
      return [{ path, value, reason: 'is the first or last address of the service network', remedy }];
    }
    return [];
  });
}

function nodePorts(lab: Lab): DefinitionFault[] {
  return lab.services.flatMap((service) =>
    service.type === 'NodePort'
      ? service.ports.flatMap(({ nodePort }) =>
          nodePort !== undefined && (!Number.isInteger(nodePort) || nodePort < 30000 || nodePort > 32767)
            ? [
                {
                  path: 'apiTester.nodePort',
                  value: String(nodePort),
                  reason: 'is outside 30000-32767',
                  remedy: 'use 30000 to 30085, the range kept for fixed ports (KEP-3668)',
                },
              ]
            : [],
        )
      : [],
  );
}

function podSpace(lab: Lab): DefinitionFault[] {
  const { podCidr, nodePodPrefix } = lab.cluster;
  const available = nodePodPrefix < podCidr.prefix ? 0 : 2 ** (nodePodPrefix - podCidr.prefix) - 1;
  const needed = nodes(lab).length;
  if (available >= needed) return [];
  return [
    {
      path: 'cluster.podCidr',
      value: String(podCidr),
      reason: `has ${available} node ranges of /${nodePodPrefix} besides its first; ${needed} nodes need one each`,
    },
  ];
}

/** A name server that asks the cluster, or the cluster asking itself, would go round for ever. */
function dnsLoops(lab: Lab): DefinitionFault[] {
  const { podCidr, serviceCidr } = lab.cluster;
  // An address of the machines' network is judged by whose it is; that no other range may hold it, another rule says.
  const inCluster = (address: IpAddress) =>
    !lab.network.cidr.contains(address) && (podCidr.contains(address) || serviceCidr.contains(address));
  const loops = (path: string, addresses: readonly IpAddress[], own: readonly IpAddress[]) =>
    addresses
      .filter((address) => inCluster(address) || own.some((mine) => mine.equals(address)))
      .map((address) => ({ path, value: String(address), reason: 'leads back to the servers that would ask it: a DNS loop' }));
  const nodeAddresses = nodes(lab).map((node) => node.address);
  return [
    ...loops('dns.upstreams', lab.dns.upstreams, [lab.nameServer.address, ...nodeAddresses]),
    ...loops('dns.clusterForwarders', lab.dns.clusterForwarders, nodeAddresses),
  ];
}

function shadowedZone(lab: Lab): DefinitionFault[] {
  const { zone } = lab.dns;
  const { dnsDomain } = lab.cluster;
  const inside = (name: string, parent: string) => name === parent || name.endsWith(`.${parent}`);
  return inside(zone, dnsDomain) || inside(dnsDomain, zone)
    ? [
        {
          path: 'dns.zone',
          value: zone,
          reason: `and the cluster domain ${dnsDomain} hide each other's names`,
          remedy: 'choose a zone outside it',
        },
      ]
    : [];
}

const privateRanges: [string, string][] = [
  ['10.0.0.0', '10.255.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['100.64.0.0', '100.127.255.255'],
];

/** RFC 1918 or RFC 6598 space. */
function isPrivate(cidr: Cidr): boolean {
  return privateRanges.some(
    ([first, last]) => cidr.first.compare(IpAddress.parse(first)) >= 0 && cidr.last.compare(IpAddress.parse(last)) <= 0,
  );
}

function duplicates<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) !== index);
}
