import { companyName, type Lab, nodes, type ServicePort } from '../../model';
import type { Pod } from '../../probe';
import type { PodService } from '../checks/service-port';
import { asksNameServer } from '../dns-plan';
import { isGoverning } from '../stateful-names';
import type { Facts } from './facts';
import type { Cell } from './reach-table';
import type { Way } from './rules';

/** A port at a host. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly spoken: ServicePort;
  /** Whether the server's certificate is for this host. */
  readonly certified?: boolean;
  /** Where the host is, for a place that does not look it up. */
  readonly address?: string;
  /** The only pods that may answer. Default: every ready one. */
  readonly among?: readonly string[];
}

/** Where to ask, or why nobody can be asked. */
export type Targets = { readonly value: readonly Target[] } | { readonly missing: string };

const targetsByWay: Partial<Record<Way, (lab: Lab, cell: Cell, service: PodService, facts: Facts) => Targets>> = {
  address: (_lab, _cell, service) => {
    const host = service.type === 'LoadBalancer' ? service.address : service.type === 'ClusterIP' ? service.clusterIp : '';
    return { value: everyPort(service, { host: String(host), certified: service.type === 'LoadBalancer' }) };
  },
  'cluster-address': (_lab, _cell, service, facts) => {
    const host = facts.clusterAddress(service.name);
    return host ? { value: everyPort(service, { host }) } : { missing: `the Service ${service.name} has no cluster address` };
  },
  name: (lab, _cell, service, facts) => {
    if (service.type !== 'Headless') return { value: everyPort(service, { host: service.name, certified: true }) };
    if (!isGoverning(lab, service)) return { value: podPorts(service, { host: service.name, certified: true }) };
    const pods = facts.readyPods(service.workload);
    return { value: pods.flatMap(({ name }) => podPorts(service, { host: `${name}.${service.name}`, among: [name] })) };
  },
  'node-ports': (lab, cell, service, facts) => ({ value: nodePorts(lab, cell, service, facts) }),
  www: (lab, { caller }, service) => {
    const isPublished = service.type === 'LoadBalancer' && service.address.equals(lab.loadBalancer.pool.first);
    const looksUp = caller.from.at === 'machine' || (caller.from.at === 'pod' && asksNameServer(lab));
    const address = String(lab.loadBalancer.pool.first);
    const host = companyName(lab, { name: 'www' });
    const known = looksUp ? {} : { address };
    return { value: isPublished ? everyPort(service, { host, certified: true, ...known }) : [] };
  },
  'pod-addresses': (_lab, _cell, service, facts) => {
    const pods = facts.readyPods(service.workload);
    const nowhere = pods.find(({ address }) => address === '');
    if (nowhere) return { missing: `the pod ${nowhere.name} has no address` };
    return { value: pods.flatMap(({ name, address }) => podPorts(service, { host: address, among: [name] })) };
  },
};

/** Where a Service is asked in one of the ways. */
export function targetsOf(lab: Lab, cell: Cell, service: PodService, way: Way, facts: Facts): Targets {
  const find = targetsByWay[way];
  if (!find) throw new Error(`nobody asks a Service by ${way}`);
  return find(lab, cell, service, facts);
}

type Where = Omit<Target, 'port' | 'spoken'>;

const everyPort = ({ ports }: PodService, where: Where): Target[] =>
  ports.map((spoken) => ({ ...where, port: spoken.port, spoken }));

/** A pod has no other port than the one it listens on. */
const podPorts = ({ ports }: PodService, where: Where): Target[] =>
  ports.map((spoken) => ({ ...where, port: spoken.targetPort, spoken }));

/** With the policy Local a node answers whoever is no pod with its own pods alone. */
function nodePorts(lab: Lab, { caller }: Cell, service: PodService, facts: Facts): Target[] {
  const local = service.type === 'NodePort' && service.externalTrafficPolicy === 'Local' && caller.kind !== 'pod';
  return nodes(lab).flatMap(({ name, address }) => {
    const own = facts.readyPods(service.workload).filter(({ node }) => node === name);
    if (local && own.length === 0) return [];
    return service.ports.flatMap((spoken) =>
      spoken.nodePort === undefined ? [] : [{ host: String(address), port: spoken.nodePort, spoken }],
    );
  });
}

/** Of all nodes a pod asks its own, where the packet turns round. */
export function isOfPod(lab: Lab, pod: Pod, { host }: Target): boolean {
  const node = nodes(lab).find(({ address }) => String(address) === host);
  return node === undefined || node.name === pod.node;
}
