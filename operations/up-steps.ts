import type { UpStep } from './up-building';
import { clusterSteps } from './up-cluster';
import { hypervisorSteps, machineSteps } from './up-machines';
import { readySteps } from './up-ready';
import { preparation } from './up-preparation';

export type { Building } from './up-building';

/** What comes before the first stack: `prepare` does it for those who apply the stacks with cdktf. */
export const prepareSteps: readonly UpStep[] = [...preparation, ...hypervisorSteps];

/** Everything `up` does. Every step finds out what is there already. */
export const upSteps: readonly UpStep[] = [...prepareSteps, ...machineSteps, ...clusterSteps, ...readySteps];
