import { environmentError } from '../../host/user-error';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { nodes } from '../../lib/model';
import { type Context, kubectlCommand } from '../context';

export interface KubernetesObject {
  readonly metadata: { readonly name: string; readonly uid: string; readonly namespace?: string };
  readonly spec?: { readonly nodeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly lastHeartbeatTime?: string }[];
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly restartCount: number;
      readonly state?: { readonly running?: { readonly startedAt?: string } };
    }[];
  };
}

/** Objects of a kind as the API server shows them now, or why it does not. */
export async function listObjects(context: Context, kind: 'nodes' | 'pods'): Promise<readonly KubernetesObject[] | string> {
  const [file, ...args] = await kubectlCommand(context, ['get', kind, '-A', '-o', 'json', '--request-timeout=20s']);
  const result = await tryRun(file!, args, { timeout: 60_000 });
  if (result.exitCode !== 0) return result.stderr.split('\n').at(-1) || 'no answer';
  return (JSON.parse(result.stdout) as { items: KubernetesObject[] }).items;
}

export const isReady = (object: KubernetesObject): boolean =>
  object.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;

/**
 * Waits until every planned node is Ready. `boot` says what the machines show on their consoles meanwhile; `halted` names those that run
 * no more; `admit` is told what nodes there are, and says which count; `isReady` says when one does (default: its condition).
 * @throws an environment fault as soon as a machine is halted: no waiting helps.
 */
export async function waitForNodes(
  context: Context,
  options: {
    deadline: number;
    boot: () => string;
    halted: () => Promise<readonly string[]>;
    admit: (found: readonly KubernetesObject[]) => Promise<readonly KubernetesObject[]>;
    isReady?: (object: KubernetesObject) => boolean;
    onObservation: (text: string) => void;
  },
): Promise<void> {
  const planned = nodes(context.lab).map((node) => node.name);
  const counts = options.isReady ?? isReady;
  await waitFor(
    async () => {
      const halted = await options.halted();
      if (halted.length > 0)
        throw environmentError(`machines of the lab were halted: ${halted.join(', ')}`, {
          remedy: 'an I/O error is mostly a full disk: make room where the lab has its disks, then run ./lab up again',
        });
      const listed = await listObjects(context, 'nodes');
      if (typeof listed === 'string') return { observation: options.boot() || 'the API server does not answer yet' };
      const found = await options.admit(listed);
      const ready = planned.filter((name) => found.some((node) => node.metadata.name === name && counts(node)));
      const observation = `${ready.length} of ${planned.length} nodes Ready${ready.length > 0 ? ` (${ready.join(', ')})` : ''}`;
      return ready.length === planned.length ? { value: true, observation } : { observation };
    },
    {
      what: `the nodes ${planned.join(', ')} to be Ready`,
      deadline: options.deadline,
      interval: 5,
      onObservation: options.onObservation,
      remedy: `look at the consoles in .lab/${context.lab.name}/logs, or \`./lab ssh ${context.lab.controlPlane.name} -- sudo journalctl -u lab-bootstrap\``,
    },
  );
}

/** Waits until the API server finds itself able to serve (https://kubernetes.io/docs/reference/using-api/health-checks/). */
export async function waitForApi(
  context: Context,
  options: { deadline: number; onObservation: (text: string) => void },
): Promise<void> {
  const [file, ...args] = await kubectlCommand(context, ['get', '--raw', '/readyz', '--request-timeout=20s']);
  await waitFor(
    async () => {
      const { exitCode, stdout, stderr } = await tryRun(file!, args, { timeout: 60_000 });
      const observation = (exitCode === 0 ? stdout : stderr.split('\n').at(-1)) || 'no answer';
      return exitCode === 0 ? { value: true, observation } : { observation };
    },
    { what: 'the API server to be ready', deadline: options.deadline, interval: 5, onObservation: options.onObservation },
  );
}

/** Waits until every pod that the cluster has now is Ready. `isReady` says when one is (default: its condition). */
export async function waitForPods(
  context: Context,
  options: { deadline: number; onObservation: (text: string) => void; isReady?: (object: KubernetesObject) => boolean },
): Promise<void> {
  const counts = options.isReady ?? isReady;
  await waitFor(
    async () => {
      const pods = await listObjects(context, 'pods');
      if (typeof pods === 'string') return { observation: pods };
      const waiting = pods.filter((pod) => !counts(pod) && pod.status?.phase !== 'Succeeded').map((pod) => pod.metadata.name);
      const observation =
        waiting.length === 0
          ? `${pods.length} pods Ready`
          : `${pods.length - waiting.length} of ${pods.length} pods Ready, waiting for ${waiting.join(', ')}`;
      return waiting.length === 0 ? { value: true, observation } : { observation };
    },
    {
      what: 'every pod to be Ready',
      deadline: options.deadline,
      interval: 5,
      onObservation: options.onObservation,
      remedy: './lab kubectl get pods -A -o wide',
    },
  );
}

/** How often containers were restarted: `namespace/pod container: n`, those never restarted left out. */
export function restarts(pods: readonly KubernetesObject[]): string[] {
  return pods.flatMap((pod) =>
    (pod.status?.containerStatuses ?? [])
      .filter((container) => container.restartCount > 0)
      .map((container) => `${pod.metadata.namespace}/${pod.metadata.name} ${container.name}: ${container.restartCount}`),
  );
}
