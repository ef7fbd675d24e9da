export type { Context } from './context';
export { kubectlCommand } from './kubectl-command';
export { createLiveProbe } from './live-probe';
export { runningHypervisor } from './running-hypervisor';
