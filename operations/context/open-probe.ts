import type { Hypervisor } from '../../hypervisor';
import type { LiveProbe } from '../live-probe/live-probe';
import type { Context } from './context';
import { runningHypervisor } from './running-hypervisor';

/**
 * A probe of this context's running lab.
 * @param hypervisor the lab's, where it was found to run already
 */
export const createLiveProbe = async (
  context: Pick<Context, 'lab' | 'hypervisor' | 'probe'>,
  hypervisor?: Hypervisor,
): Promise<LiveProbe> => context.probe(hypervisor ?? (await runningHypervisor(context)));
