import { type Lab, nodes, type Service } from '../../model';
import type { VantagePoint } from '../../probe';
import type { Sentence } from '../../verify';
import { workloadOf } from '../checks/spread';
import { podNames } from '../stateful-names';
import { lastPod } from '../toolbox-pods';

/** Every kind of place from which something of a lab is asked. */
export const callerKinds = ['pod', 'node', 'own-pods', 'name-server', 'lan', 'outside'] as const;

export type CallerKind = (typeof callerKinds)[number];

/** A place from which is asked. */
export interface Caller {
  readonly kind: CallerKind;
  /** The end of its claims' ids: `from-pod.worker-1`, `from-lan`. */
  readonly id: string;
  readonly from: VantagePoint;
  readonly who: Sentence;
}

/** Whom a lab has to ask: each Service, and what every cluster and company has. */
export type Destination =
  | { readonly kind: Service['type']; readonly id: string; readonly service: Service }
  | { readonly kind: 'kubernetes' | 'api-server' | 'cluster-dns' | 'name-server'; readonly id: string };

export type DestinationKind = Destination['kind'];

/** At most so many of a Service's own pods ask it: the way is the same for all. */
export const mostOwnPods = 3;

/** The callers that a destination has: a Service's own pods are others for each. */
export const callersOf = (lab: Lab, destination: Destination): readonly Caller[] => [
  ...nodes(lab).map(({ name }): Caller => ({
    kind: 'pod',
    id: `from-pod.${name}`,
    from: { at: 'pod', node: name },
    who: { en: `A pod on ${name}`, ko: `${name} 노드의 파드` },
  })),
  ...nodes(lab).map(({ name }): Caller => ({
    kind: 'node',
    id: `from-node.${name}`,
    from: { at: 'machine', name },
    who: { en: `The node ${name} itself`, ko: `노드 ${name} 자신` },
  })),
  ownPods(lab, destination),
  {
    kind: 'name-server',
    id: 'from-name-server',
    from: { at: 'machine', name: lab.nameServer.name },
    who: { en: "The company's server", ko: '회사 서버' },
  },
  { kind: 'lan', id: 'from-lan', from: { at: 'lan' }, who: { en: "A host on the lab's network", ko: '랩 네트워크의 호스트' } },
  { kind: 'outside', id: 'from-outside', from: { at: 'outside' }, who: { en: 'An outside user', ko: '외부 사용자' } },
];

/** The test server has no client to log in to: another pod has it dial, over HTTP. A database's pod has its own client. */
function ownPods(lab: Lab, destination: Destination): Caller {
  const who =
    'service' in destination
      ? { en: `Each pod behind ${destination.service.name}`, ko: `${destination.service.name} 서비스 뒤의 파드마다` }
      : { en: 'Its own pods', ko: '자기 파드' };
  return { kind: 'own-pods', id: 'from-own-pods', from: ownPlace(lab, destination), who };
}

function ownPlace(lab: Lab, destination: Destination): VantagePoint {
  const workload = 'service' in destination && 'workload' in destination.service && destination.service.workload;
  const own = workload ? workloadOf(lab, workload) : undefined;
  return own?.kind === 'postgres' ? { at: 'workload', pod: podNames(own)[0]! } : lastPod(lab);
}

/** Ids that a Service's name could be, too. */
const taken = ['api-server', 'cluster-dns', 'name-server'];

/** Whatever is asked in a lab, Services first. */
export const destinationsOf = (lab: Lab): readonly Destination[] => [
  ...lab.services.map((service): Destination => ({
    kind: service.type,
    id: taken.includes(service.name) ? `service.${service.name}` : service.name,
    service,
  })),
  { kind: 'kubernetes', id: 'kubernetes' },
  { kind: 'api-server', id: 'api-server' },
  { kind: 'cluster-dns', id: 'cluster-dns' },
  { kind: 'name-server', id: 'name-server' },
];

/** Whether a Service's pods are databases. */
export const isDatabase = (lab: Lab, service: Service): boolean =>
  service.type !== 'ExternalName' && workloadOf(lab, service.workload).kind === 'postgres';
