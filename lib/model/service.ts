import type { IpAddress } from './ip-address';

/** A port of a Service and the container port behind it. */
export interface ServicePort {
  readonly name: string;
  /** 1 to 65535: the port of the Service's own address. */
  readonly port: number;
  /** 1 to 65535: the port the pod listens on. */
  readonly targetPort: number;
  /** 30000 to 32767, NodePort only. */
  readonly nodePort?: number;
}

/** The pods behind a Service: a Deployment of the HTTP(S) test server, or a StatefulSet of PostgreSQL. */
export interface Workload {
  readonly kind: 'api-tester' | 'postgres';
  readonly name: string;
  readonly replicas: number;
}

/** What the pods of a workload serve, and under which port of a Service by default. */
export const servedPorts: Readonly<Record<Workload['kind'], readonly ServicePort[]>> = {
  'api-tester': [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'https', port: 443, targetPort: 8443 },
  ],
  postgres: [{ name: 'postgres', port: 5432, targetPort: 5432 }],
};

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

/**
 * `Local` keeps the client's address, and nodes without a pod do not answer
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy).
 */
export type ExternalTrafficPolicy = 'Cluster' | 'Local';

/** A fixed port on every node, for clients outside the cluster. Each of its ports has a `nodePort`. */
export interface NodePortService extends WithPods {
  readonly type: 'NodePort';
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
}

/** An address of its own from the load balancer's pool, for clients outside. */
export interface LoadBalancerService extends WithPods {
  readonly type: 'LoadBalancer';
  readonly address: IpAddress;
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
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

/** One Service of any type; its `type` tells which. */
export type Service = ClusterIpService | NodePortService | LoadBalancerService | ExternalNameService | HeadlessService;
export type ServiceType = Service['type'];
