import { join } from 'node:path';
import type { VantagePoint } from '../../hypervisor';
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

/**
 * The beginning of a kubectl command line as the lab's administrator.
 * @param runtime the lab's runtime folder: in HOME, kubectl's cache would outlive the lab and mislead the next one at the same address
 */
export const kubectlWords = (kubectl: string, kubeconfig: string, runtime: string): string[] => [
  kubectl,
  ...['--cache-dir', join(runtime, 'kubectl-cache')],
  ...['--kubeconfig', kubeconfig],
];
