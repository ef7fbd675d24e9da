import {
  companyName,
  governingService,
  type Lab,
  type Machine,
  nodePodCidr,
  nodes,
  type Service,
  type Workload,
} from '../../../lib/model';
import { neverReady } from '../../../lib/claims/not-ready-claims';
import type { FakeDatabases } from './fake-databases';

export interface FakePod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly uid: string;
  readonly node: Machine;
  readonly address: string;
  readonly ready: boolean;
  readonly hostNetwork: boolean;
}

type ProxiedService = Exclude<Service, { type: 'ExternalName' | 'Headless' }>;

/** The Kubernetes objects of a lab that is as its definition says. */
export class FakeCluster {
  /** The workload whose label the pod has that never becomes ready, while it exists. */
  unready?: string;
  /** How many pods are missing from a StatefulSet, by its name. */
  private readonly missing = new Map<string, number>();
  /** How often each node has booted. */
  private readonly boots = new Map<string, number>();
  /** The node that lost its power last. */
  private cutOff?: Machine;
  /** Requests to the load balancer's addresses that nobody answers yet. */
  silence = 0;
  /** A lab whose load balancer does not care who is alive. */
  staysSilent = false;
  /** The machine that does not boot again. */
  staysOff?: string;

  constructor(
    readonly lab: Lab,
    private readonly databases: FakeDatabases,
  ) {}

  private worker = (index: number): Machine => this.lab.workers[index % this.lab.workers.length]!;

  /** Pods of a workload: the `n`th on the `n`th worker. */
  workloadPods(workload: string): FakePod[] {
    const order = this.lab.workloads.findIndex(({ name }) => name === workload);
    const { kind, replicas } = this.lab.workloads[order]!;
    const pods = Array.from({ length: replicas - (this.missing.get(workload) ?? 0) }, (_, index) => {
      const name = kind === 'postgres' ? `${workload}-${index}` : `${workload}-abc-${index}`;
      const uid = kind === 'postgres' ? this.databases.uid(name) : name;
      return this.pod(name, { app: workload }, this.worker(index), 20 + 20 * order + index, { uid });
    });
    if (this.unready === workload) pods.push(this.pod(neverReady, { app: workload }, this.worker(0), 15, { ready: false }));
    return pods;
  }

  toolboxes = (): FakePod[] => nodes(this.lab).map((node) => this.pod(`toolbox-${node.name}`, { app: 'toolbox' }, node, 7));

  coredns = (): FakePod => this.pod('coredns-abc', { 'k8s-app': 'kube-dns' }, this.worker(0), 3, { namespace: 'kube-system' });

  pods(): FakePod[] {
    const proxies = nodes(this.lab).map((node) =>
      this.pod(`kube-proxy-${node.name}`, { 'k8s-app': 'kube-proxy' }, node, 0, { namespace: 'kube-system', hostNetwork: true }),
    );
    return [
      ...this.lab.workloads.flatMap(({ name }) => this.workloadPods(name)),
      ...this.toolboxes(),
      this.coredns(),
      ...proxies,
    ];
  }

  private pod(
    name: string,
    labels: FakePod['labels'],
    node: Machine,
    offset: number,
    rest: { uid?: string; namespace?: string; ready?: boolean; hostNetwork?: boolean } = {},
  ): FakePod {
    const address = String(rest.hostNetwork ? node.address : nodePodCidr(this.lab, node).at(offset));
    return { namespace: 'default', uid: name, ready: true, hostNetwork: false, ...rest, name, labels, node, address };
  }

  /** `kubectl get … -o json` */
  list(kind: string): unknown {
    switch (kind) {
      case 'nodes':
        return { items: nodes(this.lab).map((node) => this.node(node)) };
      case 'services':
        return { items: this.lab.services.map((service) => this.service(service)) };
      case 'pods':
        return { items: this.pods().map(podObject) };
      case 'pv':
        return { items: this.lab.workloads.filter(({ kind }) => kind === 'postgres').flatMap(volumes) };
      case 'nodes,pods,services,deployments,daemonsets,statefulsets,configmaps':
        return { items: this.everything() };
      default:
        throw new Error(`the fake cluster has no ${kind}`);
    }
  }

  /** Objects by their kinds, none of which changed lately. */
  private everything(): object[] {
    const nodeObjects = nodes(this.lab).map((node) => ({ kind: 'Node', ...this.node(node) }));
    return [...nodeObjects, ...this.pods().map((pod) => ({ kind: 'Pod', ...podObject(pod) }))];
  }

  cutPower(node: Machine): void {
    this.cutOff = node;
    this.silence = this.staysSilent ? Infinity : 3;
    if (this.staysOff !== node.name) this.boots.set(node.name, (this.boots.get(node.name) ?? 0) + 1);
  }

  bootOf = (node: string): string => `${node}-boot-${this.boots.get(node) ?? 0}`;

  isOff = (node: string): boolean => this.staysOff === node && this.cutOff?.name === node;

  replicas(workload: string): number | undefined {
    const planned = this.lab.workloads.find(({ name }) => name === workload)?.replicas;
    return planned && planned - (this.missing.get(workload) ?? 0);
  }

  /** Whether every pod that was taken away is back. */
  get isWhole(): boolean {
    return this.unready === undefined && [...this.missing.values()].every((missing) => missing === 0);
  }

  scale(workload: string, replicas: number): void {
    const planned = this.lab.workloads.find(({ name }) => name === workload)!.replicas;
    // Whoever goes comes back as somebody else.
    for (let index = replicas; index < planned; index += 1) this.databases.restart(`${workload}-${index}`);
    this.missing.set(workload, planned - replicas);
  }

  private node({ name, role, address }: Machine): object {
    return {
      metadata: { name, labels: role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {} },
      status: {
        addresses: [
          { type: 'InternalIP', address: String(address) },
          { type: 'Hostname', address: name },
        ],
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { bootID: this.bootOf(name) },
      },
    };
  }

  private service(service: Service): object {
    const metadata = { name: service.name };
    if (service.type === 'ExternalName') return { metadata, spec: { type: 'ExternalName', externalName: service.externalName } };
    if (service.type === 'Headless') return { metadata, spec: { type: 'ClusterIP', clusterIP: 'None' } };
    const spec = { type: service.type, clusterIP: this.clusterIp(service) };
    if (service.type !== 'LoadBalancer') return { metadata, spec };
    return { metadata, spec, status: { loadBalancer: { ingress: [{ ip: String(service.address) }] } } };
  }

  clusterIp(service: ProxiedService): string {
    if (service.type === 'ClusterIP') return String(service.clusterIp);
    const { serviceCidr } = this.lab.cluster;
    return String(serviceCidr.at(serviceCidr.size - 20 - this.lab.services.indexOf(service)));
  }

  /** The worker that announces a Service's address: with the policy Local one that runs a pod. */
  announcer = (service: Service & { type: 'LoadBalancer' }): Machine => {
    if (service.externalTrafficPolicy === 'Local') return this.workloadPods(service.workload)[0]!.node;
    return this.lab.workers.filter((worker) => worker !== this.cutOff).at(-1)!;
  };

  /** The names the pods behind a headless Service have in DNS. */
  podLabels(service: Service & { type: 'Headless' }): [string, FakePod][] {
    const workload = this.lab.workloads.find(({ name }) => name === service.workload)!;
    const governs = workload.kind === 'postgres' && governingService(this.lab, workload).name === service.name;
    return this.workloadPods(service.workload)
      .filter(({ ready }) => ready)
      .map((pod) => [governs ? pod.name : pod.address.replaceAll('.', '-'), pod]);
  }

  /** What iptables-save prints of the `nat` table, for kube-proxy's part. */
  natRules(): string {
    const rules: string[] = ['-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES'];
    rules.push('-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES');
    for (const service of this.lab.services) {
      if (service.type === 'ExternalName' || service.type === 'Headless') continue;
      service.ports.forEach(({ name, port, targetPort, nodePort }, index) => {
        const comment = `-m comment --comment "default/${service.name}:${name}`;
        const id = `${service.name.toUpperCase().replaceAll('-', '')}${index}`;
        rules.push(
          `-A KUBE-SERVICES -d ${this.clusterIp(service)}/32 -p tcp ${comment} cluster IP" -m tcp --dport ${port} -j KUBE-SVC-${id}`,
        );
        rules.push(`-A KUBE-EXT-${id} ${comment}" -j KUBE-MARK-MASQ`, `-A KUBE-EXT-${id} -j KUBE-SVC-${id}`);
        if (nodePort) rules.push(`-A KUBE-NODEPORTS -p tcp ${comment}" -m tcp --dport ${nodePort} -j KUBE-EXT-${id}`);
        if (service.type === 'LoadBalancer')
          rules.push(
            `-A KUBE-SERVICES -d ${service.address}/32 -p tcp ${comment} loadbalancer IP" -m tcp --dport ${port} -j KUBE-EXT-${id}`,
          );
        for (const [number, pod] of this.workloadPods(service.workload)
          .filter(({ ready }) => ready)
          .entries()) {
          rules.push(`-A KUBE-SVC-${id} ${comment} -> ${pod.address}:${targetPort}" -j KUBE-SEP-${id}${number}`);
          rules.push(`-A KUBE-SEP-${id}${number} -s ${pod.address}/32 ${comment}" -j KUBE-MARK-MASQ`);
          rules.push(
            `-A KUBE-SEP-${id}${number} -p tcp ${comment}" -m tcp -j DNAT --to-destination ${pod.address}:${targetPort}`,
          );
        }
      });
    }
    rules.push('-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS');
    return [
      '*nat',
      ':PREROUTING ACCEPT [1:60]',
      ':KUBE-SERVICES - [0:0]',
      ':KUBE-NODEPORTS - [0:0]',
      ...rules,
      'COMMIT',
      '',
    ].join('\n');
  }

  intranet = (): string => companyName(this.lab, { name: 'intranet' });
}

const podObject = ({ name, namespace, labels, uid, node, address, ready, hostNetwork }: FakePod): object => ({
  metadata: { name, namespace, labels, uid },
  spec: { nodeName: node.name, hostNetwork, containers: [{ image: 'lab/agnhost:1' }] },
  status: { podIP: address, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

/** The volumes of a StatefulSet, bound one after another. */
const volumes = ({ name, replicas }: Workload): object[] =>
  Array.from({ length: replicas }, (_, index) => ({
    metadata: { name: `${name}-volume-${index}` },
    spec: { claimRef: { namespace: 'default', name: `data-${name}-${index}` } },
    status: { phase: 'Bound', lastPhaseTransitionTime: new Date(index * 7000).toISOString().replace('.000', '') },
  }));
