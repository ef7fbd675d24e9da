import { environmentError } from '../../host/user-error';
import type { Hypervisor, MachineStates } from '../../hypervisor';
import type { Context } from '../context';
import { endLogins } from '../live-probe/machine-logins';

/** Seconds that pausing, saving and bringing back may take once they are begun: half of that is worse than none. */
export const stateLimit = 20 * 60;

/** @throws an environment fault for a hypervisor whose machines cannot be saved by this program */
export function requireStates({ kind, states }: Pick<Hypervisor, 'kind' | 'states'>): MachineStates {
  if (states) return states;
  throw environmentError(`machines of a ${kind} libvirt are not saved and brought back by this program`, {
    remedy: 'use a lab with the embedded hypervisor, or snapshots of that libvirt by its own tools',
  });
}

/** Ends the logins that commands keep open, so that none is in a saved state or outlives its machine. */
export async function endAllLogins(context: Pick<Context, 'lab' | 'secrets'>, hypervisor: Hypervisor): Promise<void> {
  const { sshKey, knownHosts } = context.secrets();
  const wrap = hypervisor.command.bind(hypervisor);
  await endLogins({ lab: context.lab, wrap, runDir: hypervisor.runtimeFolder(), sshKey, knownHosts });
}
