import type { Arrival, Passage } from './passage';
import { type Place, samePlace } from './place';
import { describeRoute, routeTo } from './routing';
import { isIn } from './service-rules';
import { ownerOf, type PathInput } from './path-input';

/** What a place without rules does with a packet: it takes what is its own, and sends its own packets by its routes. */
export function hostPassage(input: PathInput, place: Place, { packet, in: from }: Arrival): Passage {
  const { address } = packet.destination;
  const owner = ownerOf(input, address);
  if (owner && samePlace(owner, place))
    return { chance: 1, packet, steps: from === undefined ? [{ cause: 'route', detail: `local ${address}` }] : [] };
  if (place.kind === 'internet') return internetPassage(input, place, packet);
  const route = routeTo(input, place, address);
  if (!route || (from !== undefined && place.kind !== 'machine')) return lost(place, packet, `${address} is no address of it`);
  const out = { device: route.device, nextHop: route.via ?? address };
  return { chance: 1, packet, steps: [{ cause: 'route', detail: describeRoute(route) }], out };
}

/** The real internet may know every address; the lab's own knows its servers alone. */
function internetPassage(input: PathInput, place: Place, packet: Arrival['packet']): Passage {
  const { address } = packet.destination;
  const owner = ownerOf(input, address);
  const route = routeTo(input, place, address);
  if (owner && route?.via === undefined && route?.to === String(input.lab.internet.link))
    return {
      chance: 1,
      packet,
      steps: [{ cause: 'route', detail: describeRoute(route) }],
      out: { device: route.device, nextHop: address },
    };
  const { network, cluster } = input.lab;
  const isInside = [network.cidr, cluster.podCidr, cluster.serviceCidr].some((cidr) => isIn(cidr, address));
  if (!input.moment.simulatedInternet && !isInside) return { chance: 1, packet, steps: [] };
  const refusal = { place, reason: `nobody outside has a route to ${address}` };
  return { chance: 1, packet, steps: [{ cause: 'route', detail: `no route to ${address}` }], refusal };
}

const lost = (place: Place, packet: Arrival['packet'], reason: string): Passage => ({
  chance: 1,
  packet,
  steps: [],
  refusal: { place, answer: 'silence', reason },
});
