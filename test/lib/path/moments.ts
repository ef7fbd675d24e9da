import {
  type Lab,
  type LabDefinition,
  type LoadBalancerService,
  type Machine,
  nodePodCidr,
  nodes,
  resolveLab,
} from '../../../lib/model';
import { type Moment, type PodAt, type Step } from '../../../lib/path';

/** A lab as its definition says, in which the `n`th pod of each workload runs on the `n`th worker. */
export function momentOf(lab: Lab, changes: Partial<Moment> = {}): Moment {
  const worker = (index: number) => lab.workers[index % lab.workers.length]!;
  const taken = new Map<string, number>();
  const pod = (name: string, app: string, node: Machine, namespace = 'default'): PodAt => {
    const offset = (taken.get(node.name) ?? 1) + 1;
    taken.set(node.name, offset);
    return { name, namespace, app, node: node.name, address: String(nodePodCidr(lab, node).at(offset)), ready: true };
  };
  const workloads = lab.workloads.flatMap(({ kind, name, replicas }) =>
    Array.from({ length: replicas }, (_, index) => ({
      name: `${name}-${kind === 'postgres' ? index : `abc-${index}`}`,
      app: name,
      index,
    })),
  );
  const pods = [
    ...nodes(lab).map((node) => pod(`toolbox-${node.name}`, 'toolbox', node)),
    pod('coredns-abc', 'kube-dns', worker(0), 'kube-system'),
    ...workloads.map(({ name, app, index }) => pod(name, app, worker(index))),
  ];
  /** A node that keeps to its own pods announces only what it has a pod for. */
  const announcer = (service: LoadBalancerService): Machine =>
    lab.workers.findLast(
      ({ name }) =>
        service.externalTrafficPolicy === 'Cluster' || pods.some(({ app, node }) => app === service.workload && node === name),
    )!;
  return {
    pods,
    announcers: Object.fromEntries(
      lab.services.flatMap((service) =>
        service.type === 'LoadBalancer' ? [[String(service.address), announcer(service).name]] : [],
      ),
    ),
    clusterIps: {},
    simulatedInternet: lab.internet.kind !== 'uplink',
    ...changes,
  };
}

export const labOf = (definition: LabDefinition = {}): Lab => resolveLab(definition);

/** `nat KUBE-SERVICES KUBE-SVC-…`, of the steps that are rules of kube-proxy or of the lab. */
export const rulesIn = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ rule }) => (rule ? [`${rule.table} ${rule.chain} ${rule.target}`] : []));
