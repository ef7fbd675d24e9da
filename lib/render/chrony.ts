import type { Lab } from '../model';

/** chrony's list of servers (chrony.conf(5), sourcedir), read beside the configuration in the node image. */
export const timeSourcesFile = '/etc/chrony/sources.d/lab.sources';

/** Public servers, by the name that Debian's own configuration asks. */
const pool = '2.debian.pool.ntp.org';

/**
 * Whom a machine asks for the time: the gateway, which is the host; and public servers where the definition says that there is an
 * uplink. With the simulated internet their names would be asked for without end.
 */
export function timeSources(lab: Lab): string {
  // Every 8 to 32 seconds, which costs next to nothing on the machines' own network.
  const own = `server ${lab.network.gateway} iburst minpoll 3 maxpoll 5\n`;
  return hasUplink(lab) ? `${own}pool ${pool} iburst maxsources 2\n` : own;
}

/** A libvirt of the user's own has an uplink always. */
const hasUplink = ({ internet, hypervisor }: Lab): boolean =>
  internet.kind === 'uplink' || (hypervisor.uri !== undefined && hypervisor.uri !== 'embedded');
