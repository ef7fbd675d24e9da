import type { Hop, Refusal, Step } from './hop';
import { describePacket, reversed, samePacket } from './packet';
import type { Arrival, Passage } from './passage';
import { passages } from './passages';
import { type Place, samePlace } from './place';
import { describeRoute, routeTo } from './routing';
import { nextPlace, sent } from './next-place';
import { ownerOf, type PathInput, podBridge } from './path-input';

/** The way of the packet that answers. */
export interface Answer {
  readonly answer: readonly Hop[];
  /** Why it does not arrive at the client. */
  readonly lostAnswer?: Refusal;
}

const mostHops = 12;

/**
 * The way back of the answer to a request that arrived. Each place that has seen the request knows the connection: it asks no rule, and
 * undoes its translation (conntrack(8)).
 */
export function answerOf(input: PathInput, request: readonly Hop[]): Answer {
  const client = request[0]!;
  const server = request.at(-1)!;
  const answer: Hop[] = [];
  let place: Place = server.place;
  let arrival: Arrival = { packet: reversed(server.after) };
  while (answer.length < mostHops) {
    const passage = passageBack(input, request, place, arrival);
    if (passage.refusal) return { answer, lostAnswer: passage.refusal };
    const { packet, steps, out } = passage;
    const hop = { place, in: arrival.in, before: arrival.packet, after: packet, steps };
    if (!out) {
      answer.push(hop);
      return samePlace(place, client.place) ? { answer } : { answer, lostAnswer: astray(place) };
    }
    const next = nextPlace(input, place, packet, out);
    answer.push({ ...hop, ...sent(input, place, arrival, passage, next !== undefined) });
    if (!next) return { answer, lostAnswer: { place, answer: 'silence', reason: `nobody answers for ${out.nextHop}` } };
    ({ place, arrival } = next);
  }
  return { answer, lostAnswer: astray(place) };
}

const astray = (place: Place): Refusal => ({ place, answer: 'silence', reason: 'the answer goes astray' });

function passageBack(input: PathInput, request: readonly Hop[], place: Place, arrival: Arrival): Passage {
  const known = request.find((hop) => samePlace(hop.place, place) && samePacket(reversed(hop.after), arrival.packet));
  // A place that does not know the connection asks its rules.
  if (!known) return passages(input, place, arrival)[0]!;
  const packet = reversed(known.before);
  const steps: Step[] = [];
  if (describePacket(packet) !== describePacket(arrival.packet))
    steps.push({ cause: 'conntrack', detail: `${describePacket(arrival.packet)} becomes ${describePacket(packet)}` });
  const owner = ownerOf(input, packet.destination.address);
  if (owner && samePlace(owner, place))
    return { chance: 1, packet, steps: [...steps, { cause: 'delivery', detail: 'to the program that asked' }] };
  const route = routeTo(input, place, packet.destination.address);
  if (!route) return { chance: 1, packet, steps, refusal: astray(place) };
  const bridged = arrival.in === podBridge && route.device === podBridge;
  steps.push(
    bridged
      ? { cause: 'bridge', detail: `${podBridge} hands the frame from pod to pod` }
      : { cause: 'route', detail: describeRoute(route) },
  );
  return { chance: 1, packet, steps, out: { device: route.device, nextHop: route.via ?? packet.destination.address } };
}
