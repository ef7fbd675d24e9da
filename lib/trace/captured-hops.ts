import { type Packet, type Place, type Protocol, samePacket, samePlace, sameSocket } from '../path';
import type { Capture, PlaceCapture } from './capture';
import type { Frame } from './frame';
import type { TracedPacket } from './rule-trace';

/** What one place was seen to do with a packet. */
export interface CapturedHop {
  readonly place: Place;
  /** The interfaces that received it, in order: a bridge's port, then the bridge. Empty where it begins. */
  readonly in: readonly string[];
  /** The interfaces that sent it. Empty where it ends. */
  readonly out: readonly string[];
  readonly before: Packet;
  readonly after: Packet;
  /** When it came or was sent first, in nanoseconds since 1970 by the place's own clock. */
  readonly at: bigint;
  /** Time to live as it came, and as it left: a router takes one away, a bridge none. */
  readonly ttl: { readonly before: number; readonly after: number };
  /** The rules it met; undefined where rules were not traced. */
  readonly rules?: readonly TracedPacket[];
}

/** The packet at each place that it passed, in the order of its way: a router lowers the time to live. */
export function hopsOf(capture: Capture, identity: string): CapturedHop[] {
  return capture.places
    .flatMap((place) => passesAt(place, identity).map((frames) => hopOf(place, frames)))
    .sort((one, other) => other.ttl.before - one.ttl.before || rank(one) - rank(other));
}

/** Places between which no time to live is taken away: the sender, bridges, the receiver. */
const rank = ({ in: from, out }: CapturedHop): number => (from.length === 0 ? 0 : out.length > 0 ? 1 : 2);

/**
 * The frames of each time that the packet passed the place: the gateway routes a packet, and its bridge may hand on the same one later.
 * One that is sent again passes as it did before, and is left out. So is one that a bridge sent to every host, where it ends unheard.
 */
function passesAt({ frames }: PlaceCapture, identity: string): Frame[][] {
  const passes: Frame[][] = [];
  for (const frame of frames.filter((one) => one.identity === identity)) {
    const current = passes.at(-1);
    const begins =
      !current ||
      (frame.direction === 'in' && current.at(-1)!.direction === 'out') ||
      current.some((one) => sameSight(one, frame));
    if (begins) passes.push([frame]);
    else current.push(frame);
  }
  return passes
    .filter((pass) => !pass.every(({ foreign }) => foreign))
    .filter(([first], index, all) => !all.slice(0, index).some(([earlier]) => sameSight(earlier!, first!)));
}

const sameSight = (one: Frame, other: Frame): boolean =>
  one.direction === other.direction && one.interface === other.interface && samePacket(one.packet, other.packet);

function hopOf({ place, rules }: PlaceCapture, frames: readonly Frame[]): CapturedHop {
  const [first, last] = [frames[0]!, frames.at(-1)!];
  const names = (direction: Frame['direction']) => [
    ...new Set(frames.filter((frame) => frame.direction === direction).map((frame) => frame.interface)),
  ];
  return {
    place,
    in: names('in'),
    out: names('out'),
    before: first.packet,
    after: last.packet,
    at: first.at,
    ttl: { before: first.ttl, after: last.ttl },
    rules: rules && rulesOf(rules, first),
  };
}

/**
 * No translation changes the identification, and the source is changed last of all, when no rule is left. The trace's own id is none of the
 * packet's: a packet has another one once a bridge has handed it up.
 */
const rulesOf = (rules: readonly TracedPacket[], { ipId, packet: { protocol, source } }: Frame): TracedPacket[] =>
  rules.filter((one) => one.ipId === ipId && one.packet.protocol === protocol && sameSocket(one.packet.source, source));

/** The client's request that carries the mark, as its own place sent it first. */
export const requestOf = (
  capture: Capture,
  from: Place,
  mark: { readonly protocol: Protocol; readonly sourcePort?: number; readonly question?: string; readonly to?: string },
): Frame | undefined =>
  capture.places
    .find(({ place }) => samePlace(place, from))
    ?.frames.find(
      ({ packet, question, icmp, flags, direction }) =>
        direction === 'out' &&
        !icmp &&
        packet.protocol === mark.protocol &&
        (mark.protocol === 'udp' || flags === 'SYN') &&
        (mark.sourcePort === undefined || packet.source.port === mark.sourcePort) &&
        (mark.question === undefined || question === mark.question) &&
        (mark.to === undefined || packet.destination.address === mark.to),
    );

/** The first answer to a packet that any place saw; undefined where nobody answered. */
export function answerTo(capture: Capture, request: Frame): Frame | undefined {
  const isAnswer = ({ answers }: Frame) => answers !== undefined && request.expects.includes(answers);
  return capture.places.flatMap(({ frames }) => frames.find(isAnswer) ?? [])[0];
}
