import type { Cidr } from './cidr';
import type { LabDefinition, MachineDefinition, ServiceDefinition, ServicePortDefinition } from './definition';
import type { IpAddress } from './ip-address';
import type { Dns, Lab } from './lab';
import { macAddressOf } from './mac-address';
import type { Machine } from './machine';
import type { Service, ServicePort } from './service';
import { formatMebibytes } from './size';

/**
 * The complete definition of a lab, no default left out: `resolveLab(definitionOf(lab))` is the same lab. Addresses of its
 * networks are written by their last part, so that the networks can be moved in one place.
 */
export function definitionOf(lab: Lab): LabDefinition {
  const { network, cluster, internet, hypervisor } = lab;
  const host = (address: IpAddress) => inNetwork(network.cidr, address);
  const onLink = (address: IpAddress) => inNetwork(internet.link, address);
  const { first, last } = lab.loadBalancer.pool;
  return withoutUndefined({
    name: lab.name,
    network: { cidr: String(network.cidr), gateway: host(network.gateway), client: host(network.client) },
    controlPlane: machine(lab.controlPlane, host),
    workers: lab.workers.map((worker) => machine(worker, host)),
    nameServer: machine(lab.nameServer, host),
    cluster: {
      podCidr: String(cluster.podCidr),
      nodePodPrefix: cluster.nodePodPrefix,
      serviceCidr: String(cluster.serviceCidr),
      dnsDomain: cluster.dnsDomain,
    },
    dns: dnsDefinition(lab.dns, host),
    loadBalancer: { pool: first.equals(last) ? host(first) : `${host(first)}-${host(last)}` },
    internet: {
      kind: internet.kind,
      reach: internet.reach,
      link: String(internet.link),
      gateway: onLink(internet.gateway),
      router: onLink(internet.router),
      client: onLink(internet.client),
      nameServer: String(internet.nameServer),
      webServer: String(internet.webServer),
      sites: internet.sites.map(({ name }) => name),
    },
    hypervisor: { ...hypervisor },
    workloads: Object.fromEntries(lab.workloads.map(({ name, kind, replicas }) => [name, { kind, replicas }])),
    services: Object.fromEntries(lab.services.map((each) => [each.name, service(each, host)])),
  });
}

function dnsDefinition(dns: Dns, host: (address: IpAddress) => string): LabDefinition['dns'] {
  // What follows from other parts is not said twice.
  const given = dns.records.filter(({ implied }) => !implied);
  return {
    zone: dns.zone,
    records: Object.fromEntries(given.map(({ name, address }) => [name, host(address)])),
    upstreams: dns.upstreams.map(host),
    clusterForwarders: dns.clusterForwarders.map(host),
    forwardZones: Object.fromEntries(dns.forwardZones.map(({ zone, servers }) => [zone, servers.map(host)])),
  };
}

const inNetwork = (cidr: Cidr, address: IpAddress): string =>
  cidr.contains(address) ? `.${address.toNumber() - cidr.first.toNumber()}` : String(address);

function machine(
  { name, address, mac, cpus, memoryMiB, diskMiB }: Machine,
  host: (address: IpAddress) => string,
): MachineDefinition {
  return {
    name,
    address: host(address),
    ...(mac === macAddressOf(address) ? {} : { mac }),
    cpus,
    memory: formatMebibytes(memoryMiB),
    disk: formatMebibytes(diskMiB),
  };
}

function service(given: Service, host: (address: IpAddress) => string): ServiceDefinition {
  if (given.type === 'ExternalName') return { type: 'ExternalName', externalName: given.externalName };
  const { workload, ports } = given;
  const common = { workload, ports: ports.map(port) };
  switch (given.type) {
    case 'ClusterIP':
      return { type: 'ClusterIP', clusterIp: String(given.clusterIp), ...common };
    case 'NodePort':
      return { type: 'NodePort', externalTrafficPolicy: given.externalTrafficPolicy, ...common };
    case 'LoadBalancer':
      return {
        type: 'LoadBalancer',
        address: host(given.address),
        externalTrafficPolicy: given.externalTrafficPolicy,
        ...common,
      };
    case 'Headless':
      return { type: 'Headless', ...common };
  }
}

const port = ({ name, port, targetPort, nodePort }: ServicePort): ServicePortDefinition => ({
  name,
  port,
  targetPort,
  ...(nodePort === undefined ? {} : { nodePort }),
});

/** The definition as plain data: an absent value is an absent key. */
const withoutUndefined = (definition: LabDefinition): LabDefinition => JSON.parse(JSON.stringify(definition)) as LabDefinition;
