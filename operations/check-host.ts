import { environmentError } from '../host/user-error';
import { osRelease } from '../host/os-release';
import { cacheDir } from '../host/paths';
import { type Hypervisor, hypervisorPackages, libvirtClientPackages, preflight } from '../hypervisor';
import type { Context } from './context';

/** What the command line itself calls: ssh-keygen and ssh, dig and curl at the vantage points. */
const commandPackages = ['openssh-client', 'bind9-dnsutils', 'curl'];

/** The Debian packages `up` needs on this machine. */
export function packagesFor(hypervisor: Pick<Hypervisor, 'kind'>): string[] {
  return [...(hypervisor.kind === 'embedded' ? hypervisorPackages(osRelease()) : libvirtClientPackages), ...commandPackages];
}

/** Looks for everything that keeps the lab from being built here, before anything is changed, and tells all of it at once. */
export async function checkBeforehand(context: Context, hypervisor: Hypervisor): Promise<void> {
  // Refuses an unset HOME here, where nothing has been changed yet.
  cacheDir();
  const faults = await preflight(context.lab, hypervisor);
  if (faults.length === 0) return;
  const lines = faults.map(({ what, value, remedy }) => `  ${what}${value ? `: ${value}` : ''}\n    what to do: ${remedy}`);
  throw environmentError(`the lab "${context.lab.name}" cannot be built here:\n${lines.join('\n')}`);
}
