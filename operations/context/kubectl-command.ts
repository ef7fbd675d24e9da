import type { VantagePoint } from '../../hypervisor';
import { kubectlWords } from '../live-probe/kubectl-words';
import type { Context } from './context';

/** A command line that runs kubectl as the lab's administrator, from the lab's network. */
export async function kubectlCommand(
  context: Pick<Context, 'hypervisor' | 'kubectl' | 'secrets'>,
  args: readonly string[],
  from: VantagePoint = 'lan',
): Promise<readonly string[]> {
  const hypervisor = await context.hypervisor();
  const runtime = hypervisor.runtimeFolder();
  return hypervisor.command(from, [...kubectlWords(await context.kubectl(), context.secrets().kubeconfig, runtime), ...args]);
}
