import { type Hop, type Place, podBridge, samePacket, samePlace } from '../path';
import type { Capture } from './capture';
import type { CapturedHop } from './captured-hops';
import { comparedRules, describeRule, endingRule, firstDifference, isUntraced } from './compared-rules';
import type { Difference } from './difference';
import { differentPacket, differentRule, otherInterface, otherPlace, untracedAt } from './difference-words';
import { endedBy, stoppedAt, unseenAt } from './stopped-words';

/** A hop as predicted and as captured. One of both is there. */
export interface ComparedHop {
  readonly place: Place;
  readonly predicted?: Hop;
  readonly captured?: CapturedHop;
  /** Whether the place was watched: where it was not, nothing is missing. */
  readonly watched: boolean;
  /** Whether the place did something else with the packet than was predicted. Default: no. */
  readonly differs?: boolean;
}

/** The two ways side by side, place by place, and what differs. */
export interface ComparedWay {
  readonly hops: readonly ComparedHop[];
  /** The first is the cause; what follows from it is not told. */
  readonly differences: readonly Difference[];
}

/** Holds the way of one packet against its prediction: the places in their order, and then what each did. */
export function compareHops(capture: Capture, predicted: readonly Hop[], captured: readonly CapturedHop[]): ComparedWay {
  const seen = captured.filter((hop) => !isBridge(hop));
  const isWatched = (place: Place) => capture.places.some((one) => samePlace(one.place, place));
  const watched = predicted.filter(({ place }) => isWatched(place));
  const same = watched.findIndex((hop, index) => !seen[index] || !samePlace(hop.place, seen[index].place));
  const common = same < 0 ? watched.length : same;
  const hops = predicted.map((hop): ComparedHop => {
    const index = watched.indexOf(hop);
    const own = index >= 0 && index < common ? seen[index] : undefined;
    return {
      place: hop.place,
      predicted: hop,
      captured: own,
      watched: index >= 0,
      differs: own && hopDifferences(hop, own).length > 0,
    };
  });
  const others = seen.slice(common).map((hop): ComparedHop => ({ place: hop.place, captured: hop, watched: true }));
  return { hops: [...hops, ...others], differences: differencesOf(watched, seen, common) };
}

/** What differs at the places that both have, and then where they part. */
function differencesOf(predicted: readonly Hop[], seen: readonly CapturedHop[], common: number): Difference[] {
  const found = predicted.slice(0, common).flatMap((hop, index) => hopDifferences(hop, seen[index]!));
  const [next, other] = [predicted[common], seen[common]];
  if (other) return [...found, otherPlace(other, next, predicted[common - 1])];
  // What is missing after a packet was ended or sent elsewhere is missing for that reason.
  if (!next || found.some(({ kind }) => kind !== 'untraced')) return found;
  return [common === 0 ? unseenAt(next) : stoppedAt(predicted[common - 1]!, seen[common - 1]!, next), ...found];
}

/** A network namespace whose bridge hands a frame on is no hop: nothing is routed there, and nothing changed. */
const isBridge = ({ place, in: from, out, ttl, before, after }: CapturedHop): boolean =>
  place.kind === 'gateway' && from.length > 0 && out.length > 0 && ttl.before === ttl.after && samePacket(before, after);

function hopDifferences(predicted: Hop, captured: CapturedHop): Difference[] {
  const found = knownDifferences(predicted, captured);
  return found.length === 0 && isUntraced(predicted, captured) ? [untracedAt(predicted)] : found;
}

function knownDifferences(predicted: Hop, captured: CapturedHop): Difference[] {
  const rules = comparedRules(predicted, captured);
  const rule = firstDifference(rules);
  const end = endingRule(captured);
  if (rule && end && !rules.predicted.includes(describeRule(end))) return [endedBy(predicted, end)];
  if (rule) return [differentRule(predicted, rule)];
  if (isBridged(predicted, captured)) return packetDifferences(predicted, captured);
  const name = (names: readonly string[]) => names.join(', ') || 'nothing';
  if (predicted.in !== undefined && captured.in.length > 0 && !captured.in.includes(predicted.in))
    return [otherInterface(predicted, 'in', name(captured.in))];
  if (predicted.out !== undefined && captured.out.length > 0 && !captured.out.includes(predicted.out))
    return [otherInterface(predicted, 'out', name(captured.out))];
  return packetDifferences(predicted, captured);
}

/** Between two pods of a node a frame passes the ports of their bridge, and no time to live is taken away. */
const isBridged = ({ in: from, out }: Hop, { ttl }: CapturedHop): boolean =>
  from === podBridge && out === podBridge && ttl.before === ttl.after;

function packetDifferences(predicted: Hop, captured: CapturedHop): Difference[] {
  if (!samePacket(predicted.before, captured.before)) return [differentPacket(predicted, 'before', captured.before)];
  // What ends at a place is delivered as its last interface had it.
  const left = captured.out.length > 0 && !samePacket(predicted.after, captured.after);
  return left ? [differentPacket(predicted, 'after', captured.after)] : [];
}
