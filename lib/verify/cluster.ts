import { Unseen, type VerifyContext } from './claim';
import type { Observation } from './probe';

/** The parts of the Kubernetes API's objects that claims read (https://kubernetes.io/docs/reference/kubernetes-api/). */
interface PodObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly namespace?: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string; readonly hostNetwork?: boolean };
  readonly status: { readonly podIP?: string; readonly conditions?: readonly Condition[] };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

export interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly Condition[];
  };
}

export interface ServiceObject {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly type: string; readonly clusterIP?: string; readonly externalName?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export interface Pod {
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly address: string;
  readonly ready: boolean;
  readonly hostNetwork: boolean;
}

/** What kubectl printed as JSON, and the observation it came from. */
export interface Seen<T> {
  readonly value: T;
  readonly seen: Observation;
}

/** `kubectl get … -o json`. @throws Unseen when kubectl fails or prints something else. */
export async function get<T>(context: VerifyContext, args: readonly string[]): Promise<Seen<T>> {
  const seen = await context.probe.kubectl(['get', ...args, '-o', 'json']);
  if (seen.exitCode !== 0) throw new Unseen(seen);
  try {
    return { value: JSON.parse(seen.stdout) as T, seen };
  } catch {
    throw new Unseen(seen, 'kubectl printed no JSON');
  }
}

/** The pods of a workload, by its label `app`, sorted by name. */
export const podsOf = (context: VerifyContext, workload: string): Promise<Seen<Pod[]>> =>
  getPods(context, ['-l', `app=${workload}`]);

/** Every pod of the cluster. */
export const allPods = (context: VerifyContext): Promise<Seen<Pod[]>> => getPods(context, ['-A']);

async function getPods(context: VerifyContext, args: readonly string[]): Promise<Seen<Pod[]>> {
  const { value, seen } = await get<{ items: PodObject[] }>(context, ['pods', ...args]);
  return { value: value.items.map(toPod).sort((one, other) => one.name.localeCompare(other.name)), seen };
}

function toPod({ metadata, spec, status }: PodObject): Pod {
  return {
    name: metadata.name,
    uid: metadata.uid,
    node: spec.nodeName ?? '',
    address: status.podIP ?? '',
    ready: isTrue(status.conditions, 'Ready') && metadata.deletionTimestamp === undefined,
    hostNetwork: spec.hostNetwork ?? false,
  };
}

export const getService = (context: VerifyContext, name: string): Promise<Seen<ServiceObject>> =>
  get<ServiceObject>(context, ['service', name]);

/** Whether a condition such as `Ready` is there and true. */
export const isTrue = (conditions: readonly Condition[] | undefined, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
