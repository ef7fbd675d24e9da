export type { Context } from './context';
export { kubectlCommand, kubectlWords } from './kubectl-command';
export { runningHypervisor } from './running-hypervisor';
