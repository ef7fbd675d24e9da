import type { Mark } from '../figure';
import { type Lab, nodes, type Service, type Workload } from '../model';
import type { VantagePoint } from '../probe';
import type { ClaimResult } from '../verify';
import { failures } from './lab-report';

/** How many claims are true of each box of the figure, by its id: `✔ 12/12`, `✘ 3/4`. */
export function claimMarks(lab: Lab, claims: readonly ClaimResult[]): ReadonlyMap<string, Mark> {
  const found = new Map<string, ClaimResult[]>();
  for (const claim of claims) for (const box of boxesOf(lab, claim)) found.set(box, [...(found.get(box) ?? []), claim]);
  return new Map([...found].map(([box, about]) => [box, markOf(about)]));
}

function markOf(claims: readonly ClaimResult[]): Mark {
  const failed = failures(claims).length;
  const share = `${claims.length - failed}/${claims.length}`;
  return failed > 0 ? { kind: 'false', text: `✘ ${share}` } : { kind: 'true', text: `✔ ${share}` };
}

/** What a claim is about, by the names in its id, and where it was seen from. */
function boxesOf(lab: Lab, { id, topic, from }: Pick<ClaimResult, 'id' | 'topic' | 'from'>): ReadonlySet<string> {
  const names = id.split('.').slice(1);
  const boxes = [seenFrom(lab, from)];
  for (const { name } of nodes(lab)) if (names.includes(name)) boxes.push(`machine.${name}`);
  if (names.includes(lab.nameServer.name) || (topic === 'dns' && !names.includes('service'))) boxes.push('name-server');
  if (topic === 'dns') boxes.push('cluster-pods.coredns');
  for (const service of lab.services) if (isAbout(service, topic, names)) boxes.push(`service.${service.name}`);
  for (const workload of lab.workloads) if (isOf(workload, topic, names)) boxes.push(`pods.${workload.name}`);
  return new Set(boxes);
}

/** The topic of the claims about a Service's type. */
const topicOf: Readonly<Record<Service['type'], string>> = {
  ClusterIP: 'cluster-ip',
  NodePort: 'node-port',
  LoadBalancer: 'load-balancer',
  ExternalName: 'external-name',
  Headless: 'headless',
};

function isAbout(service: Service, topic: string, names: readonly string[]): boolean {
  const named = names.includes(service.name);
  if (topic === 'dns') return named;
  const ports = service.type === 'NodePort' ? service.ports.map(({ nodePort }) => String(nodePort)) : [];
  return topic === topicOf[service.type] && (named || ports.some((port) => names.includes(port)));
}

/** Of a StatefulSet by its own name or a pod's. */
const isOf = ({ kind, name, replicas }: Workload, topic: string, names: readonly string[]): boolean =>
  topic === 'stateful-set' &&
  kind === 'postgres' &&
  [name, ...Array.from({ length: replicas }, (_, index) => `${name}-${index}`)].some((one) => names.includes(one));

function seenFrom(lab: Lab, from: VantagePoint): string {
  switch (from.at) {
    case 'outside':
      return 'outside.user';
    case 'lan':
    case 'gateway':
      return from.at;
    case 'machine':
      return from.name === lab.nameServer.name ? 'name-server' : `machine.${from.name}`;
    case 'pod':
      return `range.${from.node}`;
    case 'workload':
      return `pods.${lab.workloads.find(({ name }) => from.pod.startsWith(`${name}-`))?.name ?? from.pod}`;
  }
}
