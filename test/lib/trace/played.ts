import { type DnsReply } from '../../../lib/trace/dns-reply';
import {
  everyWay,
  type Exchange,
  type ExchangeWay,
  type Hop,
  type Journey,
  type Packet,
  type Place,
  placeName,
} from '../../../lib/path';
import type { Capture, Frame, PlaceCapture } from '../../../lib/trace';

/** What a lab does otherwise than it was predicted to. */
export interface Played {
  /** Of each exchange, in the order of `everyWay`: which of its requests' hops are seen. Default: all. */
  readonly seen?: (way: ExchangeWay, hop: Hop) => boolean;
  /** What becomes of a hop's rules, as `table chain target`. Default: as predicted. */
  readonly rules?: (hop: Hop, rules: readonly string[]) => readonly string[];
  /** Whether a hop sends the packet on. Default: it does. */
  readonly sends?: (hop: Hop) => boolean;
  /** Whether the server answers. Default: it does. */
  readonly answers?: (way: ExchangeWay) => 'answer' | 'silence' | 'refusal';
  /** What the client is told for a name, and more frames. */
  readonly replies?: readonly { readonly to: Place; readonly question: string; readonly reply: Partial<DnsReply> }[];
  readonly more?: readonly { readonly at: Place; readonly frame: Partial<Frame> & { readonly packet: Packet } }[];
}

/** The port of the client's requests. */
export const port = 40001;
const known = ({ address, port: own }: Packet['source']) => ({ address, port: own ?? port });
const whole = ({ protocol, source, destination }: Packet): Packet => ({
  protocol,
  source: known(source),
  destination: known(destination),
});

/** The capture of a journey that goes one way of each exchange, as `choose` says, with what differs. */
export function played(journey: Journey, choose: (exchange: Exchange) => ExchangeWay, other: Played = {}): Capture {
  const places = new Map<string, PlaceCapture & { frames: Frame[]; rules: NonNullable<PlaceCapture['rules']>[number][] }>();
  const at = (place: Place) => {
    const found = places.get(placeName(place)) ?? { place, frames: [], rules: [] };
    places.set(placeName(place), found);
    return found;
  };
  let number = 0;
  const play = (exchange: Exchange): void => {
    const way = choose(exchange);
    for (const one of exchange.ways.flatMap((each) => [each, ...each.onward.flatMap(everyWay)]))
      for (const { place } of [...one.request, ...one.answer]) if (place.kind !== 'internet') at(place);
    number += 1;
    const [asks, tells] = [`it ${number}`, `it ${number} answered`];
    const arrived = pass(way, way.request, { identity: asks, expects: [asks], question: exchange.question, flags: 'SYN' });
    if (!arrived) return;
    way.onward.forEach(play);
    const end = other.answers?.(way) ?? (way.refusal ? 'refusal' : 'answer');
    const last = way.request.at(-1)!;
    if (end === 'answer')
      pass(way, way.answer, { identity: tells, answers: asks, question: exchange.question, flags: 'SYN ACK' });
    if (end !== 'refusal') return;
    const icmp = way.packet.protocol === 'udp' || way.refusal?.answer !== 'tcp-reset';
    const packet = whole({ ...way.packet, source: way.packet.destination, destination: way.packet.source });
    const what = way.refusal?.answer ?? 'icmp-port-unreachable';
    const frame = {
      packet,
      answers: asks,
      identity: tells,
      flags: icmp ? '' : 'RST ACK',
      icmp: icmp ? { what, quoted: packet } : undefined,
    };
    at(last.place).frames.push(frameOf({ ...frame, direction: 'out' }));
    at(way.request[0]!.place).frames.push(frameOf({ ...frame, direction: 'in' }));
  };
  const pass = (way: ExchangeWay, hops: readonly Hop[], base: Partial<Frame>): boolean => {
    let ttl = 64;
    for (const hop of hops) {
      if (hop.place.kind === 'internet') continue;
      if (other.seen && !other.seen(way, hop)) return false;
      const { frames, rules } = at(hop.place);
      const ipId = 1000 + number;
      if (hop.in) frames.push(frameOf({ ...base, ttl, ipId, interface: hop.in, direction: 'in', packet: whole(hop.before) }));
      const predicted = hop.steps.flatMap(({ rule }) => (rule ? [`${rule.table} ${rule.chain} ${rule.target}`] : []));
      const met = other.rules ? other.rules(hop, predicted) : predicted;
      const traced = met.map((text) => {
        const [table, chain, target] = text.split(' ') as [string, string, string];
        return { table, chain, target, text: `-4 -t ${table} -A ${chain}${comment(target)} -j ${target}` };
      });
      if (traced.length > 0)
        rules.push({ ...{ id: '1', ipId, ttl, mark: 0, rules: traced }, packet: whole(hop.before) } as never);
      if (traced.some(({ target }) => target === 'DROP' || target === 'REJECT') || other.sends?.(hop) === false) return false;
      if (hop.in && hop.out && !bridged(hop)) ttl -= 1;
      if (hop.out) frames.push(frameOf({ ...base, ttl, ipId, interface: hop.out, direction: 'out', packet: whole(hop.after) }));
    }
    return true;
  };
  journey.exchanges.forEach(play);
  for (const { to, question, reply } of other.replies ?? [])
    at(to).frames.push(
      frameOf({ question, direction: 'in', identity: `told ${question}`, reply: { ...plainReply, ...reply }, packet: told(to) }),
    );
  for (const { at: place, frame } of other.more ?? []) at(place).frames.push(frameOf({ direction: 'out', ...frame }));
  return { places: [...places.values()] };
}

const plainReply: DnsReply = { type: 'A', code: 'NOERROR', aliases: [], addresses: [] };
const told = (to: Place): Packet => ({
  protocol: 'udp',
  source: { address: '10.96.0.10', port: 53 },
  destination: { address: placeName(to), port: 50000 },
});
const comment = (target: string): string =>
  target === 'REJECT' ? ' -m comment --comment "default/api-tester:http has no endpoints"' : '';
const bridged = (hop: Hop): boolean => hop.in === 'cni0' && hop.out === 'cni0';

const frameOf = (frame: Partial<Frame> & { readonly packet: Packet }): Frame => ({
  ...{ at: 0n, interface: 'eth0', direction: 'out', ttl: 64, identity: 'none', ipId: 1, expects: [], flags: '' },
  ...frame,
  record: { at: 0n, bytes: Buffer.alloc(0) } as never,
});
