import type { UpStep } from './building';
import { clusterSteps } from './cluster-steps';
import { machineSteps } from './machine-steps';
import { preparation } from './preparation';

export type { Building } from './building';

/** Everything `up` does. Every step finds out what is there already. */
export const upSteps: readonly UpStep[] = [...preparation, ...machineSteps, ...clusterSteps];
