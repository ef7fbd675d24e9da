/** A pod with an address of its own, as the API server tells it. */
export interface PodAt {
  readonly name: string;
  readonly namespace: string;
  /** Its label `app`, or `k8s-app` where it has none: a workload's name, `toolbox`, `kube-dns`. */
  readonly app: string;
  /** The node's name. */
  readonly node: string;
  readonly address: string;
  readonly ready: boolean;
}

/** What of a path the definition does not decide: the lab at one moment. */
export interface Moment {
  /** Pods with addresses of their own, without those of the hosts' network. */
  readonly pods: readonly PodAt[];
  /** The machine that answers ARP for an address of the load balancer, by the address. */
  readonly announcers: Readonly<Record<string, string>>;
  /** Addresses of Services that Kubernetes chose, by the Service's name. */
  readonly clusterIps: Readonly<Record<string, string>>;
  /** Whether the internet is the lab's own small one. */
  readonly simulatedInternet: boolean;
  /** MAC addresses that the definition does not tell, by IPv4 address: of pods, of the gateway, of the hosts. */
  readonly macs?: Readonly<Record<string, string>>;
}
