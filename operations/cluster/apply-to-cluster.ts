import type { Step } from '../../host/progress';
import { CommandError, tryRun } from '../../host/run';
import { waitForApi } from './cluster-state';
import { type Context, kubectlCommand } from '../context';
import { type ObjectToMake, plannedObjects } from '../terraform/planned-changes';
import { applyStack, type StackRun, terraform } from '../terraform/run-terraform';

/** How often Terraform is run for one stack before its failure counts. */
const attempts = 4;

/**
 * Applies a stack whose objects live in the cluster. An emulated API server on a busy moment answers a write too late: the
 * object may be there while Terraform knows nothing of it and would, from then on, fail because it exists. So such objects
 * are taken over, and the rest is tried again once the API server is well.
 */
export async function applyToCluster(context: Context, stackRun: StackRun, step: Step): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await applyStack(stackRun, step);
      return;
    } catch (error) {
      const lost = error instanceof CommandError ? lostAnswer(error.message) : undefined;
      if (attempt === attempts || lost === undefined) throw error;
      context.progress.note(`an answer of the API server was lost (${lost}); looking at what it made, and trying again`);
      await waitForApi(context, { deadline: 10 * 60, onObservation: (text) => step.detail(text) });
      await takeOver(context, stackRun, step);
    }
  }
}

/** The words of Terraform's output that tell of a lost answer, of the connection or of etcd behind it; none for any other failure. */
export function lostAnswer(output: string): string | undefined {
  return /request did not complete within|etcdserver: (?:request timed out|leader changed)|unexpected EOF|connection re(?:fused|set)|TLS handshake timeout|i\/o timeout|context deadline exceeded|connection lost|already exists/.exec(
    output,
  )?.[0];
}

/** Tells Terraform of the objects that it would make although they are there. */
async function takeOver(context: Context, stackRun: StackRun, step: Step): Promise<void> {
  for (const object of await plannedObjects(stackRun, step)) {
    if (!(await exists(context, object))) continue;
    step.detail(`${object.kind} ${object.name} is there already: taking it over`);
    await terraform(stackRun, ['import', '-input=false', '-no-color', object.address, importId(object)], step);
  }
}

/** How the Kubernetes provider names an object to import. */
export const importId = ({ namespace, name }: ObjectToMake): string => (namespace ? `${namespace}/${name}` : name);

async function exists(context: Context, { kind, name, namespace }: ObjectToMake): Promise<boolean> {
  const where = namespace ? ['--namespace', namespace] : [];
  const [file, ...args] = await kubectlCommand(context, ['get', kind, name, ...where, '--ignore-not-found', '-o', 'name']);
  return (await tryRun(file!, args, { timeout: 120_000 })).stdout !== '';
}
