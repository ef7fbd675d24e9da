import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';

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
    readonly containers?: readonly { readonly image: string }[];
  };
  readonly status: { readonly podIP?: string; readonly conditions?: readonly Condition[] };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface NodeObject {
  readonly metadata: { readonly name: string; readonly uid?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly Condition[];
    readonly nodeInfo?: { readonly bootID?: string };
  };
}

export interface ServiceObject {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly type: string; readonly clusterIP?: string; readonly externalName?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
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
}

/** What kubectl printed as JSON, and the observation it came from. */
export interface Seen<T> {
  readonly value: T;
  readonly seen: Observation;
}

/** `kubectl get … -o json`, taken once for all claims. @throws InconclusiveError when kubectl fails or prints something else. */
export const get = <T>(context: ObserveContext, ...args: readonly string[]): Promise<Seen<T>> =>
  context.observe(`get ${args.join(' ')}`, async () => {
    const seen = await context.probe.kubectl(['get', ...args, '-o', 'json']);
    if (seen.exitCode !== 0) throw new InconclusiveError(seen);
    return { value: parse<T>(seen), seen };
  });

function parse<T>(seen: Observation): T {
  try {
    return JSON.parse(seen.stdout) as T;
  } catch {
    throw new InconclusiveError(seen, 'kubectl printed no JSON');
  }
}

/** A list of objects; whatever is no list, is not seen. */
async function getItems<T>(context: ObserveContext, ...args: readonly string[]): Promise<Seen<readonly T[]>> {
  const { value, seen } = await get<{ items?: readonly T[] }>(context, ...args);
  if (!Array.isArray(value.items)) throw new InconclusiveError(seen, 'kubectl printed no list');
  return { value: value.items, seen };
}

export const getNodes = (context: ObserveContext): Promise<Seen<readonly NodeObject[]>> => getItems(context, 'nodes');

/** Every pod of the cluster, sorted by name. */
export async function allPods(context: ObserveContext): Promise<Seen<Pod[]>> {
  const { value, seen } = await getItems<PodObject>(context, 'pods', '-A');
  return { value: value.map(toPod).sort((one, other) => one.name.localeCompare(other.name)), seen };
}

/** The pods of one of the lab's applications, by its label `app`: a workload's, or the toolboxes. */
export async function podsOf(context: ObserveContext, app: string): Promise<Seen<Pod[]>> {
  const { value, seen } = await allPods(context);
  return { value: value.filter(({ namespace, labels }) => namespace === 'default' && labels.app === app), seen };
}

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
  };
}

/** One of the lab's Services. @throws InconclusiveError when the cluster does not have it. */
export async function getService(context: ObserveContext, name: string): Promise<Seen<ServiceObject>> {
  const { value, seen } = await getItems<ServiceObject>(context, 'services');
  const found = value.find(({ metadata }) => metadata.name === name);
  if (!found) throw new InconclusiveError(seen, `there is no Service ${name}`);
  return { value: found, seen };
}

/** Whether a condition such as `Ready` is there and true. */
export const isTrue = (conditions: readonly Condition[] | undefined, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

/** What the API server knows of a node's current boot. */
export async function bootOf(context: ObserveContext, node: string): Promise<string | undefined> {
  const { value } = await getNodes(context);
  return value.find(({ metadata }) => metadata.name === node)?.status.nodeInfo?.bootID;
}
