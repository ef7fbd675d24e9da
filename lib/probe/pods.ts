import { type Condition, getItems, isTrue, type Seen } from './cluster';
import type { ObserveContext } from './observe-context';
import { quantity } from './quantity';

/** The parts of the Kubernetes API's objects that claims read (https://kubernetes.io/docs/reference/kubernetes-api/). */
interface PodObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly containers?: readonly {
      readonly image: string;
      readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
    }[];
  };
  readonly status: {
    readonly podIP?: string;
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: { readonly reason?: string } };
  readonly lastState?: { readonly terminated?: { readonly finishedAt?: string } };
}

export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly uid: string;
  readonly node: string;
  readonly address: string;
  readonly ready: boolean;
  readonly hostNetwork: boolean;
  /** Of its first container. */
  readonly image: string;
  /** Whether it has come to its end, or was given up. */
  readonly over: boolean;
  /** What all its containers ask for, by resource: processors, bytes. */
  readonly requests: (resource: string) => number;
  readonly containers: readonly ContainerStatus[];
}

/** Every pod of the cluster, sorted by name. */
export async function allPods(context: ObserveContext): Promise<Seen<Pod[]>> {
  const { value, seen } = await getItems<PodObject>(context, 'pods', '-A');
  return { value: value.map(toPod).sort((one, other) => one.name.localeCompare(other.name)), seen };
}

/** The pods of one of the lab's applications, by its label `app`: a workload's, or the toolboxes. */
export async function podsOf(context: ObserveContext, app: string): Promise<Seen<Pod[]>> {
  const { value, seen } = await allPods(context);
  return { value: ofApp(value, app), seen };
}

/** The pods of the lab's application among these. */
export const ofApp = (pods: readonly Pod[], app: string): Pod[] =>
  pods.filter(({ namespace, labels }) => namespace === 'default' && labels.app === app);

function toPod({ metadata, spec, status }: PodObject): Pod {
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    labels: metadata.labels ?? {},
    uid: metadata.uid,
    node: spec.nodeName ?? '',
    address: status.podIP ?? '',
    ready: isTrue(status.conditions, 'Ready') && metadata.deletionTimestamp === undefined,
    hostNetwork: spec.hostNetwork ?? false,
    image: spec.containers?.[0]?.image ?? '',
    over: ['Succeeded', 'Failed'].includes(status.phase ?? ''),
    requests: (resource) =>
      (spec.containers ?? []).reduce((sum, { resources }) => sum + quantity(resources?.requests?.[resource]), 0),
    containers: status.containerStatuses ?? [],
  };
}
