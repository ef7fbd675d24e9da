import type { Lab } from '../model';
import { podsOf, type VantagePoint } from '../probe';
import type { VerifyContext } from '../verify';

/** The pod on the first worker: from there CoreDNS is asked. */
export const firstPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers[0]!.name });

/** The pod on the last worker: from there names of pods and of outside Services are asked for, so that the work is shared. */
export const lastPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers.at(-1)!.name });

/** The toolbox pod of a node. */
export async function toolboxOn(context: VerifyContext, node: string) {
  const { value, seen } = await podsOf(context, 'toolbox');
  return { toolbox: value.find((pod) => pod.node === node && pod.ready), seen };
}
