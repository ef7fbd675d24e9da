import { join } from 'node:path';

/**
 * The beginning of a kubectl command line as the lab's administrator.
 * @param runtime the lab's runtime folder: in HOME, kubectl's cache would outlive the lab and mislead the next one at the same address
 */
export const kubectlWords = (kubectl: string, kubeconfig: string, runtime: string): string[] => [
  kubectl,
  ...['--cache-dir', join(runtime, 'kubectl-cache')],
  ...['--kubeconfig', kubeconfig],
];
