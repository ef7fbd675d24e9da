import { labError } from '../../host/user-error';
import type { Hypervisor } from '../../hypervisor';
import type { Context } from './context';

/** The lab's hypervisor, which must run. @throws a lab fault where it does not */
export async function runningHypervisor(context: Pick<Context, 'lab' | 'hypervisor'>): Promise<Hypervisor> {
  const hypervisor = await context.hypervisor();
  if (!(await hypervisor.isRunning()))
    throw labError(`the lab "${context.lab.name}" does not run`, { remedy: 'start it with ./lab up' });
  return hypervisor;
}
