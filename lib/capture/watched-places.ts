import { everyWay, type Exchange, type Hop, type Packet, type Place, placeName } from '../path';
import type { PacketWatch, VantagePoint } from '../probe';

/** Connections' first packets and their refusals, and questions with their answers: few packets, on every place of their way. */
const filter = '(tcp[tcpflags] & (tcp-syn | tcp-rst) != 0) or (icmp[icmptype] == icmp-unreach) or (udp port 53)';

/** One watch, and which of its files are about which place. */
export interface PlannedWatch extends PacketWatch {
  readonly places: readonly { readonly place: Place; readonly prefix: string }[];
}

/**
 * What has to be watched to see exchanges go their ways. Pods are watched from their nodes: the images of most have no tcpdump. Nobody
 * can watch the internet.
 * @param addressOf the address of a pod, by its name @param sourcePorts the first and the last that connections are opened from
 */
export function watchesFor(
  id: string,
  exchanges: readonly Exchange[],
  addressOf: (pod: string) => string,
  sourcePorts: readonly [number, number],
): PlannedWatch[] {
  const ways = exchanges.flatMap(everyWay);
  const requests = ways.flatMap(({ request }) => request);
  const hops = [...requests, ...ways.flatMap(({ answer }) => answer)];
  const places = [...new Map(hops.map(({ place }): [string, Place] => [placeName(place), place])).values()];
  const hosts = new Map(places.flatMap((place) => hostsOf(place)).map((host): [string, Place] => [placeName(host), host]));
  const rules = rulesFor(requests, sourcePorts);
  return [...hosts.values()].map((host): PlannedWatch => {
    const isNode = host.kind === 'machine' && requests.some((hop) => isAt(hop, host) && hop.steps.some(({ rule }) => rule));
    const pods = places.flatMap((place) => (isPodOn(place, host) ? [place] : []));
    return {
      ...{ id, filter, at: vantageOf(host), pods: pods.map(({ name }) => addressOf(name)) },
      rules: isNode ? rules : undefined,
      places: [{ place: host, prefix: 'host' }, ...pods.map((place) => ({ place, prefix: `pod-${addressOf(place.name)}` }))],
    };
  });
}

const isAt = ({ place }: Hop, host: Place): boolean => placeName(place) === placeName(host);

const isPodOn = (place: Place, host: Place): place is Place & { kind: 'pod' } =>
  place.kind === 'pod' && host.kind === 'machine' && place.node === host.name;

/** Whose kernel a place is seen from. */
function hostsOf(place: Place): Place[] {
  if (place.kind === 'internet') return [];
  return [place.kind === 'pod' ? { kind: 'machine', name: place.node } : place];
}

function vantageOf(host: Place): VantagePoint {
  switch (host.kind) {
    case 'machine':
      return { at: 'machine', name: host.name };
    case 'outside':
    case 'lan':
    case 'gateway':
      return { at: host.kind };
    default:
      throw new Error(`${placeName(host)} cannot be watched`);
  }
}

/**
 * Which packets begin a trace: by their own source port as long as they have it, and by where they go at each node of their way, because
 * masquerading takes the port away.
 */
function rulesFor(requests: readonly Hop[], [first, last]: readonly [number, number]): string[] {
  const packets = requests.filter(({ place }) => place.kind === 'machine').map(({ before }) => before);
  const own = packets.some(({ protocol }) => protocol === 'tcp') ? [`${opening} tcp sport ${first}-${last}`] : [];
  return [...new Set([...own, ...packets.map(matchOf)])];
}

/** The first packet of a connection. */
const opening = 'tcp flags & (syn | ack) == syn';

const matchOf = ({ protocol, destination: { address, port } }: Packet): string =>
  `ip daddr ${address} ${protocol === 'tcp' ? `${opening} ` : ''}${protocol} dport ${port}`;
