import { type ExternalTrafficPolicy, type Lab, type Service } from '../model';
import type { ServicePortName } from './chain-name';
import type { Moment } from './moment';
import type { Socket } from './packet';

/** An address behind a Service. */
export interface Endpoint extends Required<Socket> {
  /** The node it is on. */
  readonly node: string;
}

/** A port of a Service for which kube-proxy has rules on every node. */
export interface ProxiedPort extends ServicePortName {
  readonly port: number;
  /** The Service's address in the cluster. Absent: Kubernetes chose it, and the moment does not tell. */
  readonly clusterIp?: string;
  /** The address that a load balancer gave. */
  readonly loadBalancerIp?: string;
  readonly nodePort?: number;
  readonly policy: ExternalTrafficPolicy;
  /** The ready ones, sorted by address as kube-proxy sorts them. */
  readonly endpoints: readonly Endpoint[];
}

/** Every port kube-proxy has rules for that the definition tells of: the lab's own Services, the API's and CoreDNS'. */
export const proxiedPorts = (lab: Lab, moment: Moment): ProxiedPort[] => [
  ...lab.services.flatMap((service) => portsOf(service, moment)),
  {
    namespace: 'default',
    service: 'kubernetes',
    portName: 'https',
    protocol: 'tcp',
    port: 443,
    clusterIp: String(lab.cluster.apiServiceAddress),
    policy: 'Cluster',
    endpoints: [{ address: String(lab.controlPlane.address), port: 6443, node: lab.controlPlane.name }],
  },
  ...(['udp', 'tcp'] as const).map((protocol): ProxiedPort => ({
    namespace: 'kube-system',
    service: 'kube-dns',
    portName: protocol === 'udp' ? 'dns' : 'dns-tcp',
    protocol,
    port: 53,
    clusterIp: String(lab.cluster.dnsServiceAddress),
    policy: 'Cluster',
    endpoints: endpointsOf(moment, 'kube-system', 'kube-dns', 53),
  })),
];

function portsOf(service: Service, moment: Moment): ProxiedPort[] {
  if (service.type === 'ExternalName' || service.type === 'Headless') return [];
  return service.ports.map(({ name, port, targetPort, nodePort }) => ({
    namespace: 'default',
    service: service.name,
    portName: name,
    protocol: 'tcp',
    port,
    clusterIp: service.type === 'ClusterIP' ? String(service.clusterIp) : moment.clusterIps[service.name],
    loadBalancerIp: service.type === 'LoadBalancer' ? String(service.address) : undefined,
    nodePort,
    policy: service.type === 'ClusterIP' ? 'Cluster' : service.externalTrafficPolicy,
    endpoints: endpointsOf(moment, 'default', service.workload, targetPort),
  }));
}

/** The ready pods of an application, each at this port. */
export const endpointsOf = (moment: Moment, namespace: string, app: string, port: number): Endpoint[] =>
  moment.pods
    .filter((pod) => pod.namespace === namespace && pod.app === app && pod.ready)
    .map(({ address, node }) => ({ address, port, node }))
    .sort((one, other) => one.address.localeCompare(other.address, 'en', { numeric: true }));
