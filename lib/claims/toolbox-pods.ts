import type { Lab } from '../model';
import type { VantagePoint } from '../probe';

/** The pod on the first worker: from there CoreDNS is asked. */
export const firstPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers[0]!.name });

/** The pod on the last worker: from there names of pods and of outside Services are asked for, so that the work is shared. */
export const lastPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers.at(-1)!.name });
