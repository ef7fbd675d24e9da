/**
 * Which objects of a cluster are still changing, so that what fails now may yet hold. Each rule has its limit: what takes longer is
 * broken, and time does not mend it.
 */

/** Something of a lab that is still changing. */
export interface Unsettled {
  /** `pod default/db-0 is not Ready`. The same text is the same thing. */
  readonly what: string;
  /** Seconds for which it may still change. Undefined where nothing tells since when: whoever asks counts from the first time. */
  readonly secondsLeft?: number;
}

/** Seconds that each change is given. */
export const settlingSeconds = {
  /** For a new object, and for one that stopped being Ready: the patience that most claims have. */
  young: 180,
  /** Endpoints and the nodes' rules follow a pod that has become Ready. */
  readyPod: 30,
  /** After a boot all pods of a node start again. */
  readyNode: 180,
  /** A pod that is deleted may end this much later than its grace period says. */
  removed: 15,
  /** kubelet brings a changed ConfigMap to its pods within a sync period and a cache's time (https://kubernetes.io/docs/concepts/configuration/configmap/). */
  configMap: 150,
  /** CoreDNS keeps answers for thirty seconds (https://coredns.io/plugins/cache/ with kubeadm's Corefile). */
  dnsCache: 35,
  /** For what has no time of its own. */
  unknown: 60,
} as const;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
}

/** What is read of an object that `kubectl get --show-managed-fields -o json` prints. */
export interface ClusterObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly generation?: number;
    readonly managedFields?: readonly { readonly time?: string; readonly subresource?: string }[];
  };
  readonly spec?: { readonly replicas?: number; readonly type?: string; readonly clusterIP?: string };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: { readonly reason?: string } } }[];
    readonly observedGeneration?: number;
    readonly replicas?: number;
  };
}

/** What of these objects is still changing. @param now milliseconds since 1970 */
export function unsettledObjects(objects: readonly ClusterObject[], now: number): readonly Unsettled[] {
  return objects
    .flatMap((object) => changesOf(object, now))
    .filter(({ secondsLeft }) => secondsLeft === undefined || secondsLeft > 0);
}

function changesOf(object: ClusterObject, now: number): Unsettled[] {
  const { creationTimestamp, deletionTimestamp } = object.metadata;
  const name = nameOf(object);
  if (deletionTimestamp)
    return [{ what: `${name} is being deleted`, secondsLeft: left(deletionTimestamp, settlingSeconds.removed, now) }];
  const young = left(creationTimestamp, settlingSeconds.young, now) ?? 0;
  return [{ what: `${name} is new`, secondsLeft: young }, ...(byKind[object.kind]?.(object, name, now) ?? [])];
}

const byKind: Readonly<Record<string, (object: ClusterObject, name: string, now: number) => Unsettled[]>> = {
  Node: (object, name, now) => readiness(object, name, settlingSeconds.readyNode, now),
  Pod: (object, name, now) => (isOver(object) || isGivenUp(object) ? [] : readiness(object, name, settlingSeconds.readyPod, now)),
  Deployment: rollout,
  StatefulSet: rollout,
  DaemonSet: rollout,
  ConfigMap: (object, name, now) => changed(object, name, settlingSeconds.configMap, now),
  // Only these two are answered by name alone, from CoreDNS's cache.
  Service: (object, name, now) =>
    object.spec?.type === 'ExternalName' || object.spec?.clusterIP === 'None'
      ? changed(object, name, settlingSeconds.dnsCache, now)
      : [],
};

function readiness({ metadata, status }: ClusterObject, name: string, limit: number, now: number): Unsettled[] {
  const condition = status?.conditions?.find(({ type }) => type === 'Ready');
  const since = condition?.lastTransitionTime ?? metadata.creationTimestamp;
  if (condition?.status !== 'True')
    return [{ what: `${name} is not Ready`, secondsLeft: left(since, settlingSeconds.young, now) }];
  return [{ what: `${name} has just become Ready`, secondsLeft: left(since, limit, now) ?? 0 }];
}

/** Its pods tell the rest. */
function rollout({ metadata, spec, status }: ClusterObject, name: string): Unsettled[] {
  const behind = (status?.observedGeneration ?? 0) < (metadata.generation ?? 0);
  const missing = (status?.replicas ?? 0) < (spec?.replicas ?? 0);
  return behind || missing ? [{ what: `${name} is being rolled out` }] : [];
}

function changed({ metadata }: ClusterObject, name: string, limit: number, now: number): Unsettled[] {
  const times = (metadata.managedFields ?? []).flatMap(({ time, subresource }) => (time && !subresource ? [time] : []));
  return [{ what: `${name} was changed`, secondsLeft: left(times.sort().at(-1), limit, now) ?? 0 }];
}

const isOver = ({ status }: ClusterObject): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** kubelet's words for a container that it starts again and again, or cannot start. */
const givenUp = /BackOff$|^Err|^Invalid|Error$/;

/** Time does not mend it. After a boot containers fail until the API server answers; the node's own change keeps patience then. */
const isGivenUp = ({ status }: ClusterObject): boolean =>
  status?.containerStatuses?.some(({ state }) => givenUp.test(state?.waiting?.reason ?? '')) ?? false;

/** Seconds left of `limit` since a moment. Clocks may differ, and an end may lie ahead: no more than the longest patience. */
function left(since: string | undefined, limit: number, now: number): number | undefined {
  const began = Date.parse(since ?? '');
  return Number.isNaN(began) ? undefined : Math.min(settlingSeconds.young, limit - (now - began) / 1000);
}

const nameOf = ({ kind, metadata: { namespace, name } }: ClusterObject): string =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
