import { defaults } from '../defaults';
import type { DefinitionProblem } from '../problem';
import type { IpAddress } from '../ip-address';
import type { Lab } from '../lab';
import type { ClusterIpService, LoadBalancerService } from '../service';
import { freeServiceAddress, lastStaticServiceAddress } from '../service-address';
import { repeated } from './repeated';
import { servicePortRules } from './service-ports';

/** Every Service has an address or port of its own that Kubernetes will give it. */
export function serviceRules(lab: Lab): DefinitionProblem[] {
  return [
    ...lab.services.flatMap((service) => (service.type === 'ClusterIP' ? clusterIp(lab, service) : [])),
    ...sameClusterIps(lab),
    ...lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? poolAddress(lab, service) : [])),
    ...samePoolAddresses(lab),
    ...servicePortRules(lab),
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
  repeated(
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
  repeated(
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
