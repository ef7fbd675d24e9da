import type { UpStep } from './up-building';
import { clusterSteps } from './up-cluster';
import { machineSteps } from './up-machines';
import { preparation } from './up-preparation';

export type { Building } from './up-building';

/** Everything `up` does. Every step finds out what is there already. */
export const upSteps: readonly UpStep[] = [...preparation, ...machineSteps, ...clusterSteps];
