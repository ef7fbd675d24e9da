import type { ObserveContext } from './observe-context';
import { type Observation, InconclusiveError } from './observation';
import type { Seen } from './cluster';
import type { VantagePoint } from './vantage-point';

/** What `ip -j` prints of an interface and of routes (ip-address(8), ip-route(8)). */
interface InterfaceJson {
  readonly address?: string;
  readonly addr_info?: readonly { readonly family: string; readonly local?: string; readonly prefixlen?: number }[];
}
interface RouteJson {
  readonly dst?: string;
  readonly gateway?: string;
  readonly dev?: string;
}

export interface Interface {
  readonly mac: string;
  /** `192.168.56.30/24` */
  readonly addresses: readonly string[];
}

export interface Route {
  /** `default`, `20.96.1.0/24` */
  readonly to: string;
  readonly via?: string;
  readonly device?: string;
}

/** An interface's IPv4 addresses and MAC address. @throws InconclusiveError when there is no such interface. */
export async function readAddresses(context: ObserveContext, from: VantagePoint, device: string): Promise<Seen<Interface>> {
  const seen = await context.probe.exec(from, ['ip', '-j', 'address', 'show', 'dev', device]);
  const [found] = parseList<InterfaceJson>(seen).filter(({ addr_info }) => addr_info !== undefined);
  if (!found) throw new InconclusiveError(seen, `${device} has no address`);
  const addresses = found
    .addr_info!.filter(({ family }) => family === 'inet')
    .map(({ local, prefixlen }) => `${local}/${prefixlen}`);
  return { value: { mac: found.address ?? '', addresses }, seen };
}

/** The main routing table, looked at once for all claims. @throws InconclusiveError when it cannot be read. */
export const readRoutes = (context: ObserveContext, machine: string): Promise<Seen<readonly Route[]>> =>
  context.observe(`routes of ${machine}`, async () => {
    const seen = await context.probe.exec({ at: 'machine', name: machine }, ['ip', '-j', '-4', 'route', 'show']);
    const value = parseList<RouteJson>(seen).map(({ dst, gateway, dev }) => ({ to: dst ?? '', via: gateway, device: dev }));
    return { value, seen };
  });

function parseList<T>(seen: Observation): readonly T[] {
  if (seen.exitCode !== 0) throw new InconclusiveError(seen);
  try {
    const value: unknown = JSON.parse(seen.stdout);
    if (Array.isArray(value)) return value as T[];
  } catch {
    // Said below.
  }
  throw new InconclusiveError(seen, 'ip printed no list');
}
