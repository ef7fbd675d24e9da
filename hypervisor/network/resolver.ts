import { existsSync, readFileSync } from 'node:fs';
import { environmentError } from '../../host/user-error';
import { IpAddress, type Lab } from '../../lib/model';

/** The real name servers where systemd-resolved answers on a loopback address. */
const resolvedFile = '/run/systemd/resolve/resolv.conf';

/** `/etc/resolv.conf` of a namespace. */
function resolverFile(nameServers: readonly IpAddress[], searchDomain?: string): string {
  return [...(searchDomain ? [`search ${searchDomain}`] : []), ...nameServers.map((server) => `nameserver ${server}`), ''].join(
    '\n',
  );
}

/** What the programs in a namespace find under /etc, by file name. */
export function etcFiles(nameServers: readonly IpAddress[], searchDomain?: string): Record<string, string> {
  return {
    'resolv.conf': resolverFile(nameServers, searchDomain),
    // The host's own names and its resolver services (systemd-resolved, mDNS) are not part of the lab.
    hosts: '127.0.0.1 localhost\n',
    'nsswitch.conf': [
      'passwd: files',
      'group: files',
      'shadow: files',
      'hosts: files dns',
      'protocols: files',
      'services: files',
      '',
    ].join('\n'),
  };
}

/** The IPv4 name servers in the text of a resolv.conf. */
export function nameServersIn(text: string): IpAddress[] {
  return [...text.matchAll(/^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/gm)].map((match) => IpAddress.parse(match[1]!));
}

/**
 * The host's name servers as a lab behind the host can ask them.
 * @throws an environment fault where the host's resolver listens on its loopback only, which no other machine reaches.
 */
export function hostNameServers(read: (path: string) => string | undefined = readText): IpAddress[] {
  const stated = nameServersIn(read('/etc/resolv.conf') ?? '');
  const usable = stated.filter((server) => !isLoopback(server));
  if (usable.length > 0) return usable;
  const behindResolved = nameServersIn(read(resolvedFile) ?? '').filter((server) => !isLoopback(server));
  if (behindResolved.length > 0) return behindResolved;
  throw environmentError(
    `with a real uplink the lab asks this machine's name servers, and /etc/resolv.conf names ${stated.join(', ') || 'none'}`,
    {
      remedy:
        'put the IPv4 address of a name server that other machines can reach into /etc/resolv.conf, or use LAB_INTERNET=simulated',
    },
  );
}

const isLoopback = (address: IpAddress): boolean => address.octets()[0] === 127;

const readText = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** The name servers that each vantage point's programs ask, with the outside's given. */
export function labResolvers(
  lab: Lab,
  outside: readonly IpAddress[],
): Record<'gateway' | 'lan' | 'outside' | 'internet', Record<string, string>> {
  return {
    gateway: etcFiles(outside),
    lan: etcFiles([lab.nameServer.address], lab.dns.zone),
    outside: etcFiles(outside),
    internet: etcFiles(outside),
  };
}
