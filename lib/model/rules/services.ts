import { defaults } from '../defaults';
import type { DefinitionProblem } from '../problem';
import type { IpAddress } from '../ip-address';
import type { Lab } from '../lab';
import { freeNodePort, isNodePort, lastStaticNodePort, nodePorts } from '../port';
import { type ClusterIpService, type LoadBalancerService, servedPorts, type Service, type ServicePort } from '../service';
import { freeServiceAddress, lastStaticServiceAddress } from '../service-address';

/** Every Service has an address or port of its own that Kubernetes will give it. */
export function serviceRules(lab: Lab): DefinitionProblem[] {
  return [
    ...lab.services.flatMap((service) => (service.type === 'ClusterIP' ? clusterIp(lab, service) : [])),
    ...sameClusterIps(lab),
    ...lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? poolAddress(lab, service) : [])),
    ...samePoolAddresses(lab),
    ...nodePortProblems(lab),
    ...lab.services.flatMap((service) => ('ports' in service ? portProblems(service, lab) : [])),
    ...statefulSets(lab),
  ];
}

function clusterIp(lab: Lab, { name, clusterIp: address }: ClusterIpService): DefinitionProblem[] {
  const { serviceCidr, apiServiceAddress, dnsServiceAddress } = lab.cluster;
  const problem = (reason: string) => [
    {
      path: `services.${name}.clusterIp`,
      value: String(address),
      reason,
      remedy: freeClusterIp(lab),
      also: ['cluster.serviceCidr'],
    },
  ];
  if (!serviceCidr.contains(address)) return problem(`is outside the service network ${serviceCidr}`);
  if (address.equals(apiServiceAddress))
    return problem(
      'is the first address of the service network, which Kubernetes keeps for its own Service "kubernetes", the way of every pod to the API server',
    );
  if (address.equals(dnsServiceAddress)) return problem('is the tenth address of the service network, which the cluster DNS has');
  if (address.equals(serviceCidr.first) || address.equals(serviceCidr.last))
    return problem('is the first or last address of the service network');
  return [];
}

function freeClusterIp({ cluster, services }: Lab): string | undefined {
  const taken = services.flatMap((service) => (service.type === 'ClusterIP' ? service.clusterIp : []));
  const isTaken = (address: IpAddress) =>
    [...taken, cluster.apiServiceAddress, cluster.dnsServiceAddress].some((other) => other.equals(address));
  const free = freeServiceAddress(cluster.serviceCidr, defaults.clusterIpOffset, isTaken);
  if (!free) return undefined;
  const kept = free.compare(lastStaticServiceAddress(cluster.serviceCidr)) <= 0;
  return `use ${free}, which is free${kept ? ' and in the range kept for fixed addresses (KEP-3070)' : ''}`;
}

const sameClusterIps = (lab: Lab): DefinitionProblem[] =>
  later(
    lab.services.flatMap((service) =>
      service.type === 'ClusterIP' ? { name: service.name, key: String(service.clusterIp) } : [],
    ),
  ).map(({ name, key, first }) => ({
    path: `services.${name}.clusterIp`,
    value: key,
    reason: `is the address of services.${first} too`,
    remedy: freeClusterIp(lab),
    also: [`services.${first}`, 'cluster.serviceCidr'],
  }));

function poolAddress({ loadBalancer: { pool } }: Lab, { name, address }: LoadBalancerService): DefinitionProblem[] {
  if (pool.contains(address)) return [];
  const value = String(address);
  const reason = `is not in the load balancer's pool ${pool}`;
  return [
    {
      path: `services.${name}.address`,
      value,
      reason,
      remedy: `use one of ${pool}, or make the pool larger`,
      also: ['loadBalancer.pool', 'network.cidr'],
    },
  ];
}

const samePoolAddresses = (lab: Lab): DefinitionProblem[] =>
  later(
    lab.services.flatMap((service) =>
      service.type === 'LoadBalancer' ? { name: service.name, key: String(service.address) } : [],
    ),
  ).map(({ name, key, first }) => ({
    path: `services.${name}.address`,
    value: key,
    reason: `is the address of services.${first} too`,
    remedy: `use another one of ${lab.loadBalancer.pool}, or make the pool larger`,
    also: [`services.${first}`, 'loadBalancer.pool', 'network.cidr'],
  }));

function nodePortProblems(lab: Lab): DefinitionProblem[] {
  const all = lab.services.flatMap((service) =>
    service.type === 'NodePort'
      ? service.ports.map(({ nodePort }, index) => ({ name: `${service.name}.ports[${index}].nodePort`, key: String(nodePort) }))
      : [],
  );
  const taken = new Set(all.map(({ key }) => Number(key)));
  const free = freeNodePort(defaults.nodePort, (port) => taken.has(port));
  const kept = free !== undefined && free <= lastStaticNodePort;
  const remedy =
    free === undefined
      ? undefined
      : `use ${free}, which is free${kept ? ' and in the range kept for fixed ports (KEP-3668)' : ''}`;
  return [
    ...all
      .filter(({ key }) => !isNodePort(Number(key)))
      .map(({ name, key }) => ({
        path: `services.${name}`,
        value: key,
        reason: `is outside ${nodePorts.first}-${nodePorts.last}`,
        remedy,
      })),
    ...later(all).map(({ name, key, first }) => ({
      path: `services.${name}`,
      value: key,
      reason: `is the node port of services.${first} too`,
      remedy,
      also: [`services.${first}`],
    })),
  ];
}

/** Ports of one Service differ in name and number and lead to something, and a headless Service cannot change a port's number. */
function portProblems(service: Exclude<Service, { type: 'ExternalName' }>, { workloads }: Lab): DefinitionProblem[] {
  const path = `services.${service.name}.ports`;
  const twice = (key: 'name' | 'port') =>
    service.ports.flatMap((port, index) =>
      service.ports.slice(0, index).some((other) => other[key] === port[key])
        ? [
            {
              path: `${path}[${index}].${key}`,
              value: String(port[key]),
              reason: `is the ${key} of another port of this Service`,
            },
          ]
        : [],
    );
  const changed = ({ port, targetPort }: ServicePort, index: number) =>
    service.type === 'Headless' && port !== targetPort
      ? [
          {
            path: `${path}[${index}].port`,
            value: String(port),
            reason: `cannot lead to ${targetPort}: clients of a headless Service connect to the pods themselves`,
            remedy: `write ${targetPort}`,
          },
        ]
      : [];
  const kind = workloads.find(({ name }) => name === service.workload)?.kind;
  const served = kind ? servedPorts[kind].map(({ targetPort }) => targetPort) : [];
  const unanswered = ({ targetPort }: ServicePort, index: number) =>
    kind && !served.includes(targetPort)
      ? [
          {
            path: `${path}[${index}].targetPort`,
            value: String(targetPort),
            reason: `is no port of the workload ${service.workload}, whose pods listen on ${served.join(' and ')}`,
            remedy: `write ${served.join(' or ')}`,
            also: [`services.${service.name}.workload`, `workloads.${service.workload}`],
          },
        ]
      : [];
  const unwanted = ({ nodePort }: ServicePort, index: number) =>
    service.type !== 'NodePort' && nodePort !== undefined
      ? [
          {
            path: `${path}[${index}].nodePort`,
            value: String(nodePort),
            reason: `is for a Service of type NodePort, and this one is of type ${service.type}`,
            remedy: 'leave it out, or write type: NodePort',
          },
        ]
      : [];
  return [twice('name'), twice('port'), ...[changed, unanswered, unwanted].map((rule) => service.ports.flatMap(rule))].flat();
}

/** A StatefulSet's pods get their names from a headless Service. */
function statefulSets(lab: Lab): DefinitionProblem[] {
  return lab.workloads.flatMap(({ kind, name }) => {
    if (kind !== 'postgres') return [];
    const governing = lab.services.some((service) => service.type === 'Headless' && service.workload === name);
    if (governing) return [];
    return [
      {
        path: `workloads.${name}`,
        value: kind,
        reason: 'is a StatefulSet, whose pods get their names from a headless Service, and no Service is one for it',
        remedy: `add a Service { type: Headless, workload: ${name} }`,
        also: ['services'],
      },
    ];
  });
}

/** Items whose key an earlier item has, with the earlier item's name. */
function later(items: readonly { readonly name: string; readonly key: string }[]) {
  return items.flatMap((item, index) => {
    const first = items.slice(0, index).find(({ key }) => key === item.key);
    return first ? [{ ...item, first: first.name }] : [];
  });
}
