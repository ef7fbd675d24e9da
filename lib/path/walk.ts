import { answerOf } from './answer';
import type { Hop, Refusal, Step } from './hop';
import { closedPort } from './listening';
import { describeSocket, type Packet } from './packet';
import type { Arrival, Passage } from './passage';
import { passages } from './passages';
import { nextPlace, sent } from './next-place';
import type { Place } from './place';
import type { Endpoint } from './proxied-port';
import type { PathInput } from './path-input';

/** One way that a packet may take, and the way of its answer. */
export interface Way {
  /** 0 to 1; those of all ways of a packet are 1 together. */
  readonly chance: number;
  /** The endpoint that kube-proxy's rules chose. */
  readonly endpoint?: Endpoint;
  readonly request: readonly Hop[];
  /** Absent: the packet arrived. */
  readonly refusal?: Refusal;
  /** Empty where nothing of the other end comes back. */
  readonly answer: readonly Hop[];
  /** Why the answer does not arrive. */
  readonly lostAnswer?: Refusal;
}

/** A packet on its way. */
interface Underway {
  readonly chance: number;
  readonly endpoint?: Endpoint;
  readonly hops: readonly Hop[];
  readonly place: Place;
  readonly arrival: Arrival;
}

/** More places than any way of this network has: a packet beyond it goes in a circle. */
const mostHops = 12;

/** Every way that a packet of this place may take. */
export const waysOf = (input: PathInput, from: Place, packet: Packet): Way[] =>
  follow(input, { chance: 1, hops: [], place: from, arrival: { packet } });

function follow(input: PathInput, at: Underway): Way[] {
  return passages(input, at.place, at.arrival).flatMap((passage) => {
    const chance = at.chance * passage.chance;
    const endpoint = passage.endpoint ?? at.endpoint;
    const next =
      passage.refusal === undefined && passage.out ? nextPlace(input, at.place, passage.packet, passage.out) : undefined;
    const unanswered = passage.out && !passage.refusal && !next ? noNeighbour(at.place, passage.out.nextHop) : undefined;
    const hops = [...at.hops, hopOf(input, at, passage, next !== undefined)];
    if (!next) return [ended(input, { ...at, chance, endpoint, hops }, passage, passage.refusal ?? unanswered)];
    if (hops.length >= mostHops)
      return [
        ended(input, { ...at, chance, endpoint, hops }, passage, {
          place: at.place,
          answer: 'silence',
          reason: 'it goes in a circle',
        }),
      ];
    return follow(input, { chance, endpoint, hops, ...next });
  });
}

function ended(input: PathInput, at: Underway, passage: Passage, refusal: Refusal | undefined): Way {
  const { chance, endpoint, hops: request } = at;
  const common = { chance, endpoint, request };
  const why = refusal ?? closedPort(input, at.place, passage.packet);
  return why ? { ...common, refusal: why, answer: [] } : { ...common, ...answerOf(input, request) };
}

const noNeighbour = (place: Place, address: string): Refusal => ({
  place,
  answer: 'icmp-host-unreachable',
  reason: `nobody answers the ARP request for ${address}`,
});

function hopOf(input: PathInput, at: Underway, passage: Passage, arrives: boolean): Hop {
  const { place, arrival } = at;
  const { packet, refusal, out } = passage;
  const begin: Step[] =
    arrival.in === undefined
      ? [{ cause: 'socket', detail: `a program sends to ${describeSocket(arrival.packet.destination)}` }]
      : [];
  const hop = { place, in: arrival.in, before: arrival.packet, after: packet };
  const closed = !refusal && !out ? closedPort(input, place, packet) : undefined;
  const end: Step[] =
    refusal || out
      ? []
      : [{ cause: 'delivery', detail: closed?.reason ?? `to port ${packet.destination.port}/${packet.protocol}` }];
  const steps = [...begin, ...passage.steps, ...end];
  return refusal || !out ? { ...hop, steps } : { ...hop, ...sent(input, place, arrival, { out, steps }, arrives) };
}
