import type { Step } from '../host/progress';
import { type Hypervisor, namesOf } from '../hypervisor';
import { noteLeavingNodes } from './cluster/left-nodes';
import type { Context } from './context';
import { describeMachines } from './machine-changes';
import { machineChanges, plannedChanges } from './terraform/planned-changes';
import type { StackRun } from './terraform/run-terraform';

/** Says what happens to machines that are there, before it happens. */
export async function announceRebuilds(
  context: Context,
  hypervisor: Pick<Hypervisor, 'uri' | 'identity'>,
  infrastructure: StackRun,
  step: Step,
): Promise<void> {
  const changes = await plannedChanges(infrastructure, step);
  for (const sentence of describeMachines(machineChanges(namesOf(context.lab, hypervisor.identity), changes)))
    context.progress.note(sentence);
  await noteLeavingNodes(context, hypervisor, changes);
}
