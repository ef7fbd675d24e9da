import { existsSync, readFileSync } from 'node:fs';
import { labFiles } from '../host/lab-files';
import { UserError, labError } from '../host/user-error';
import type { StackName } from '../stacks';
import { isReady, listObjects, waitForApi } from './cluster/cluster-state';
import { endJoinToken } from './cluster/join-token';
import { waitForKernels } from './cluster/wait-for-kernels';
import { settleWorkloads } from './cluster/workloads';
import type { Context } from './context';

/** Seconds that an API server has to answer before a stack is removed from it. */
const apiDeadline = 60;

/**
 * What `up` does around a stack beside applying it, for those who apply it with plain cdktf.
 * Before a stack of the cluster is removed: whether it can be.
 * @throws a lab fault that says what to do, instead of minutes of waiting for something that cannot end.
 */
export async function beforeDestroy(context: Context, stack: StackName): Promise<void> {
  if (stack === 'infrastructure' || !hasResources(labFiles(context.stateDir).terraformState(stack))) return;
  try {
    await waitForApi(context, { deadline: apiDeadline, onObservation: () => undefined });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw cannotRemove(stack, 'the API server does not answer', error);
  }
  const nodes = await listObjects(context, 'nodes');
  if (typeof nodes === 'string') throw cannotRemove(stack, `the API server does not list its nodes: ${nodes}`);
  const silent = nodes.filter((node) => !isReady(node)).map(({ metadata }) => metadata.name);
  if (silent.length > 0) throw cannotRemove(stack, `${silent.join(', ')}: not Ready, so pods there cannot end`);
}

const cannotRemove = (stack: StackName, why: string, cause?: unknown) =>
  labError(`the stack ${stack} cannot be removed from the cluster: ${why}`, {
    remedy:
      'bring the cluster back with ./lab up and run the same command again; or remove the whole lab with ./lab down, which needs no cluster',
    cause,
  });

/** After a stack was applied. */
export async function afterApply(context: Context, stack: StackName): Promise<void> {
  const { progress } = context;
  if (stack === 'infrastructure') {
    const hypervisor = await context.hypervisor();
    await hypervisor.connectClients();
    await progress.step('Kernels of the machines', (step) => waitForKernels(hypervisor, progress, step.detail));
  }
  if (stack !== 'services') return;
  await progress.step('Workloads', (step) => settleWorkloads(context, step));
  await progress.step('End of the token to join', () => endJoinToken(context));
}

/** Whether Terraform has made anything of a stack. */
function hasResources(stateFile: string): boolean {
  if (!existsSync(stateFile)) return false;
  try {
    return ((JSON.parse(readFileSync(stateFile, 'utf8')) as { resources?: unknown[] }).resources ?? []).length > 0;
  } catch {
    // Terraform says what is wrong with it.
    return true;
  }
}
