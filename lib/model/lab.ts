import type { Cidr } from './cidr';
import type { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Machine } from './machine';
import type { HeadlessService, Service, Workload } from './service';

/** The lab, whole: every name, address and size, with defaults resolved. Everything else asks this for its values. */
export interface Lab {
  /** A DNS label of at most 12 characters. Names the state folder, the namespaces and the virtual machines. */
  readonly name: string;
  readonly network: Network;
  readonly controlPlane: Machine;
  readonly workers: readonly Machine[];
  readonly nameServer: Machine;
  readonly cluster: Cluster;
  readonly dns: Dns;
  readonly loadBalancer: LoadBalancer;
  readonly internet: Internet;
  readonly hypervisor: HypervisorChoice;
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
}

/** The network the machines share. */
export interface Network {
  readonly cidr: Cidr;
  /** The router to the outside. It also answers DNS for the name server's upstream. */
  readonly gateway: IpAddress;
  /** A client on the same network that is no machine of the lab: the vantage point `lan`. */
  readonly client: IpAddress;
}

export interface Cluster {
  readonly podCidr: Cidr;
  /** Each node gets one range of this prefix length out of `podCidr`. kubeadm's default is 24. */
  readonly nodePodPrefix: number;
  readonly serviceCidr: Cidr;
  /** The Kubernetes DNS domain. */
  readonly dnsDomain: string;
  /** Kubernetes' own Service, first address of `serviceCidr`. */
  readonly apiServiceAddress: IpAddress;
  /** CoreDNS, tenth address of `serviceCidr` (kubeadm's GetDNSIP). */
  readonly dnsServiceAddress: IpAddress;
}

/** A name in the company zone. */
export interface DnsRecord {
  /** Relative to the zone. */
  readonly name: string;
  readonly address: IpAddress;
  /** A machine's record, or one that every company zone has. Absent: the definition gives it. */
  readonly implied?: 'machine' | 'company';
}

export interface Dns {
  /** The company's zone, served by the name server: `company.internal`. */
  readonly zone: string;
  /** Its names, machines first. */
  readonly records: readonly DnsRecord[];
  /** Where the name server forwards every other name. */
  readonly upstreams: readonly IpAddress[];
  /** Where the cluster's CoreDNS forwards what is not the cluster's: the name server, unless a lesson changes it. */
  readonly clusterForwarders: readonly IpAddress[];
  /** Zones the name server asks other servers for. */
  readonly forwardZones: readonly { readonly zone: string; readonly servers: readonly IpAddress[] }[];
}

export interface LoadBalancer {
  readonly pool: IpRange;
}

/** What lies behind the gateway. The defaults are documentation ranges (RFC 5737). */
export interface Internet {
  /** A small one of the lab's own, or the machine's uplink; chosen when the lab is built where undefined. */
  readonly kind?: 'simulated' | 'uplink';
  /** With the machine's uplink: whether the lab's machines reach public addresses only, or all that the machine reaches, itself included. */
  readonly reach: 'public' | 'everything';
  /** The network between the gateway and the outside. */
  readonly link: Cidr;
  readonly gateway: IpAddress;
  readonly router: IpAddress;
  /** An outside user's host: the vantage point `outside`. */
  readonly client: IpAddress;
  /** The authoritative server of every outside name. */
  readonly nameServer: IpAddress;
  /** The web server of every outside site. */
  readonly webServer: IpAddress;
  /** Outside web sites, each with a name and an address. */
  readonly sites: readonly DnsRecord[];
}

/** Where the machines run, if the definition says so. */
export interface HypervisorChoice {
  /** `embedded`, `system` or a libvirt URI. */
  readonly uri?: string;
  readonly acceleration?: 'kvm' | 'emulation';
  /** Absolute path of a folder on the hypervisor, in which the lab makes its own for the disks. */
  readonly storage?: string;
}

/** Control plane first, then the workers: the machines that run kubelet. */
export const nodes = (lab: Lab): readonly Machine[] => [lab.controlPlane, ...lab.workers];

/** Every virtual machine of the lab. */
export const machines = (lab: Lab): readonly Machine[] => [...nodes(lab), lab.nameServer];

/** Every machine with the path of its definition: `workers[0]`. */
export const machinesWithPaths = (lab: Lab): readonly { readonly path: string; readonly machine: Machine }[] => [
  { path: 'controlPlane', machine: lab.controlPlane },
  ...lab.workers.map((machine, index) => ({ path: `workers[${index}]`, machine })),
  { path: 'nameServer', machine: lab.nameServer },
];

/** The pod range of a node: the nodes take consecutive ranges of the pod network, beginning with the second. */
export function nodePodCidr(lab: Lab, node: Machine): Cidr {
  const index = nodes(lab).findIndex((other) => other.name === node.name);
  // The first range stays unused so that no pod has an address that looks like the network's own (20.96.0.x).
  return lab.cluster.podCidr.subnet(lab.cluster.nodePodPrefix, index + 1);
}

/** The Kubernetes API as machines and clients outside reach it. */
export const apiEndpoint = (lab: Lab): string => `${lab.controlPlane.address}:6443`;

/** `db.default.svc.cluster.local`. The lab's Services live in the namespace `default`. */
export const serviceDnsName = (lab: Lab, service: Pick<Service, 'name'>): string =>
  `${service.name}.default.svc.${lab.cluster.dnsDomain}`;

/** `control-plane.company.internal` */
export const companyName = (lab: Lab, record: Pick<DnsRecord, 'name'>): string => `${record.name}.${lab.dns.zone}`;

/** The `in-addr.arpa` zone of the lab's network, cut at an octet boundary (RFC 1035, section 3.5). */
export function reverseZone(lab: Lab): string {
  const kept = Math.floor(lab.network.cidr.prefix / 8);
  return [...lab.network.cidr.first.octets().slice(0, kept).reverse(), 'in-addr.arpa'].join('.');
}

/** The Service a StatefulSet's pods get their names from: its first headless one. The model's rules see that there is one. */
export function governingService(lab: Lab, workload: Workload): HeadlessService {
  const found = lab.services.find((service) => service.type === 'Headless' && service.workload === workload.name);
  if (found?.type !== 'Headless') throw new Error(`no headless Service for ${workload.name}`);
  return found;
}
