import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';

/** A part of the Kubernetes API's objects that claims read (https://kubernetes.io/docs/reference/kubernetes-api/). */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface NodeObject {
  readonly metadata: { readonly name: string; readonly uid?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly effect: string }[];
  };
  readonly status: {
    readonly allocatable?: Readonly<Record<string, string>>;
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
export async function getItems<T>(context: ObserveContext, ...args: readonly string[]): Promise<Seen<readonly T[]>> {
  const { value, seen } = await get<{ items?: readonly T[] }>(context, ...args);
  if (!Array.isArray(value.items)) throw new InconclusiveError(seen, 'kubectl printed no list');
  return { value: value.items, seen };
}

export const getNodes = (context: ObserveContext): Promise<Seen<readonly NodeObject[]>> => getItems(context, 'nodes');

/** The Services of the namespace in which the lab's are. */
export const getServices = (context: ObserveContext): Promise<Seen<readonly ServiceObject[]>> => getItems(context, 'services');

/** One of the lab's Services. @throws InconclusiveError when the cluster does not have it. */
export async function getService(context: ObserveContext, name: string): Promise<Seen<ServiceObject>> {
  const { value, seen } = await getServices(context);
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
