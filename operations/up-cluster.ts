import type { Step } from '../host/progress';
import type { StackName } from '../stacks';
import { admission } from './cluster/admit-nodes';
import { forgetBoots, isReadySince, notedBoots } from './cluster/boots';
import { applyToCluster } from './cluster/apply-to-cluster';
import { type KubernetesObject, waitForNodes, waitForPods } from './cluster/cluster';
import { endJoinToken } from './cluster/join-token';
import type { Context } from './context';
import { lastConsoleLine } from './console';
import { repairLeftovers } from './repair-leftovers';
import { hasState } from './terraform/terraform';
import { runOf, type UpStep } from './up-building';

/** Seconds. An emulated cluster on a slow hour needs a third of these; they end as soon as the condition is true. */
const bootDeadline = 45 * 60;
const workloadsDeadline = 30 * 60;

/** From booting machines to Ready pods. */
export const clusterSteps: readonly UpStep[] = [
  {
    name: 'cluster',
    title: 'Cluster',
    run: ({ context, hypervisor }, step) =>
      waitForNodes(context, {
        deadline: bootDeadline,
        boot: () => lastConsoleLine(hypervisor!, context.lab.controlPlane.name),
        halted: () => hypervisor!.halted(),
        admit: admission(context, hypervisor!),
        isReady: readyAgain(context),
        onObservation: step.detail,
      }),
  },
  { name: 'repair', title: 'What earlier commands left changed', run: ({ context }) => repairLeftovers(context) },
  {
    // What the cluster itself begins with keeps an emulated machine busy: the lab's own objects come after it, not beside it.
    name: 'cluster-pods',
    title: 'Pods of the cluster itself',
    when: ({ context }) => !hasState(context.lab.name, 'services'),
    run: ({ context }, step) => waitForWorkloads(context, step),
  },
  clusterStack('platform'),
  clusterStack('services'),
  {
    name: 'workloads',
    title: 'Workloads',
    run: async ({ context }, step) => {
      await waitForWorkloads(context, step);
      forgetBoots(context);
    },
  },
  { name: 'join-token', title: 'End of the token to join', run: ({ context }) => endJoinToken(context) },
];

const waitForWorkloads = (context: Context, { detail }: Step): Promise<void> =>
  waitForPods(context, { deadline: workloadsDeadline, onObservation: detail, isReady: readyAgain(context) });

/** What the API server tells of a boot before the last one does not count. */
function readyAgain(context: Context): (object: KubernetesObject) => boolean {
  const boots = notedBoots(context);
  return (object) => isReadySince(boots, object);
}

/** A stack whose objects live in the cluster. */
function clusterStack(stack: StackName): UpStep {
  return {
    name: stack,
    title: `Stack ${stack}`,
    run: (state, step) => applyToCluster(state.context, runOf(state, stack), step),
  };
}
