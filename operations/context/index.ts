export type { Context } from './context';
export { kubectlCommand } from './kubectl-command';
export { createLiveProbe } from './open-probe';
export { runningHypervisor } from './running-hypervisor';
