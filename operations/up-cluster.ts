import type { StackName } from '../stacks';
import { admission } from './cluster/admit-nodes';
import { applyToCluster } from './cluster/apply-to-cluster';
import { waitForNodes } from './cluster/cluster-state';
import { endJoinToken } from './cluster/join-token';
import { readyAgain, settleWorkloads, waitForWorkloads } from './cluster/workloads';
import { lastConsoleLine } from './console';
import { repairLeftovers } from './repair-leftovers';
import { hasState } from './terraform/run-terraform';
import { runOf, type UpStep } from './up-building';

/** Seconds. An emulated cluster on a slow hour needs a third; waiting ends as soon as the condition is true. */
const bootDeadline = 45 * 60;

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
  { name: 'workloads', title: 'Workloads', run: ({ context }, step) => settleWorkloads(context, step) },
  { name: 'join-token', title: 'End of the token to join', run: ({ context }) => endJoinToken(context) },
];

/** A stack whose objects live in the cluster. */
function clusterStack(stack: StackName): UpStep {
  return {
    name: stack,
    title: `Stack ${stack}`,
    run: (state, step) => applyToCluster(state.context, runOf(state, stack), step),
  };
}
