import { Cidr } from '../cidr';
import { type Ends, overlap } from '../ip-range';
import type { Lab } from '../lab';
import { lastStaticNodePort, nodePorts } from '../port';
import { lastStaticServiceAddress } from '../service-address';
import { dnsWarnings } from './dns-warnings';

/** Things worth knowing that do not stop the lab. */
export const warnings = (lab: Lab): string[] =>
  [publicSpace, dynamicNodePorts, dynamicServiceAddresses, unusedWorkloads, dnsWarnings].flatMap((rule) => rule(lab));

function publicSpace({ cluster, network, internet }: Lab): string[] {
  const named: [string, Cidr][] = [
    ['cluster.podCidr', cluster.podCidr],
    ['cluster.serviceCidr', cluster.serviceCidr],
    ['network.cidr', network.cidr],
    ['internet.link', internet.link],
  ];
  return named
    .filter(([, cidr]) => !isPrivate(cidr))
    .map(
      ([path, cidr]) =>
        `${path} ${cidr} is public address space: the lab cannot reach the real hosts from ${cidr.first} to ${cidr.last}`,
    );
}

function dynamicNodePorts(lab: Lab): string[] {
  return lab.services.flatMap((service) =>
    service.type === 'NodePort'
      ? service.ports.flatMap(({ nodePort }) =>
          nodePort !== undefined && nodePort > lastStaticNodePort && nodePort <= nodePorts.last
            ? `services.${service.name}: Kubernetes may give the node port ${nodePort} to another Service first; those from ${nodePorts.first} to ${lastStaticNodePort} are kept for fixed ones (KEP-3668)`
            : [],
        )
      : [],
  );
}

function dynamicServiceAddresses(lab: Lab): string[] {
  const last = lastStaticServiceAddress(lab.cluster.serviceCidr);
  return lab.services.flatMap((service) =>
    service.type === 'ClusterIP' && lab.cluster.serviceCidr.contains(service.clusterIp) && service.clusterIp.compare(last) > 0
      ? `services.${service.name}: Kubernetes may give the address ${service.clusterIp} to another Service first; those up to ${last} are kept for fixed ones (KEP-3070)`
      : [],
  );
}

/** Workloads that no Service leads to. */
function unusedWorkloads({ workloads, services }: Lab): string[] {
  const isUsed = (name: string) => services.some((service) => 'workload' in service && service.workload === name);
  return workloads
    .filter(({ name }) => !isUsed(name))
    .map(({ name, replicas }) => `workloads.${name}: no Service leads to ${replicas === 1 ? 'its pod' : `its ${replicas} pods`}`);
}

/** RFC 1918, RFC 6598, the documentation ranges of RFC 5737 and the one for measurements of RFC 2544, which no real host has. */
const reserved = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '198.18.0.0/15',
].map((text) => Cidr.parse(text));

/** Whether a network lies in space that no host of the real internet has. */
export function isPrivate(cidr: Cidr): boolean {
  return reserved.some((range) => range.contains(cidr.first) && range.contains(cidr.last));
}

/** This-network, loopback, link-local, multicast and reserved space (RFC 6890). */
const unusable = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map((text) => Cidr.parse(text));

/** Whether addresses can be hosts' at all. */
export const isUsable = (range: Ends): boolean => !unusable.some((block) => overlap(range, block));
