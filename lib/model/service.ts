import type { IpAddress } from './ip-address';

/** A port of a Service and the container port behind it. */
export interface ServicePort {
  readonly name: string;
  /** 1 to 65535: the port of the Service's own address. */
  readonly port: number;
  /** 1 to 65535: the port the pod listens on. */
  readonly targetPort: number;
  /** 30000 to 32767, NodePort and LoadBalancer only; Kubernetes chooses when absent. */
  readonly nodePort?: number;
}

/** The pods behind a Service: a Deployment of the HTTP(S) test server, or a StatefulSet of PostgreSQL. */
export interface Workload {
  readonly kind: 'api-tester' | 'postgres';
  readonly name: string;
  readonly replicas: number;
}

interface ServiceBase {
  readonly name: string;
}

interface WithPods extends ServiceBase {
  /** Name of the workload whose pods answer. */
  readonly workload: string;
  readonly ports: readonly ServicePort[];
}

/** The default type: an address that works only inside the cluster. */
export interface ClusterIpService extends WithPods {
  readonly type: 'ClusterIP';
  readonly clusterIp: IpAddress;
}

/** A fixed port on every node, for clients outside the cluster. */
export interface NodePortService extends WithPods {
  readonly type: 'NodePort';
}

/** An address of its own from the load balancer's pool, for clients outside. */
export interface LoadBalancerService extends WithPods {
  readonly type: 'LoadBalancer';
  readonly address: IpAddress;
}

/** A name in the cluster for a DNS name outside: a CNAME and nothing else. */
export interface ExternalNameService extends ServiceBase {
  readonly type: 'ExternalName';
  readonly externalName: string;
}

/** No address of its own: DNS gives each pod's address (`clusterIP: None`). */
export interface HeadlessService extends WithPods {
  readonly type: 'Headless';
}

export type Service = ClusterIpService | NodePortService | LoadBalancerService | ExternalNameService | HeadlessService;
export type ServiceType = Service['type'];
