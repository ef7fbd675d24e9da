import { Cidr, IpAddress, type Lab } from '../../lib/model';
import { ip, tryIp, type Namespace } from './namespace';
import type { LabPaths } from '../port/lab-paths';

/** The parts of `ip -json route` that are read (ip-route(8)). */
interface Route {
  readonly dst?: string;
  readonly dev?: string;
  readonly protocol?: string;
}

/** How a host reaches the outside for a lab. */
export interface UplinkRoutes {
  /** The interfaces through which answers come back. */
  readonly interfaces: readonly string[];
  /** The networks that the host has an address in, other than the lab's link. */
  readonly neighbours: readonly Cidr[];
}

/** Looks at the routes of a host as they are now. */
export async function uplinkRoutes(
  lab: Lab,
  paths: Pick<LabPaths, 'link'>,
  host: Namespace,
  nameServers: readonly IpAddress[],
): Promise<UplinkRoutes> {
  const routes = parse((await ip(host, '-json', '-4', 'route', 'show')).stdout);
  const toNames = await Promise.all(
    nameServers.map(async (server) => parse((await tryIp(host, '-json', '-4', 'route', 'get', String(server))).stdout)),
  );
  const outwards = routes.filter(({ dst }) => dst === 'default' || lab.internet.reach === 'everything');
  const interfaces = new Set([...outwards, ...toNames.flat()].flatMap(({ dev }) => dev ?? []));
  for (const own of ['lo', paths.link.bridge]) interfaces.delete(own);
  return { interfaces: [...interfaces], neighbours: neighboursIn(routes, paths.link.bridge) };
}

/** Networks of the host's own addresses: the kernel has made their routes. */
function neighboursIn(routes: readonly Route[], link: string): Cidr[] {
  return routes
    .filter(({ protocol, dev }) => protocol === 'kernel' && dev !== link)
    .map(({ dst = '' }) => {
      const [address, prefix = '32'] = dst.split('/');
      return Cidr.containing(IpAddress.parse(address!), Number(prefix));
    });
}

const parse = (json: string): Route[] => JSON.parse(json.trim() || '[]') as Route[];
