import type { Packet, Protocol, Socket } from './packet';
import type { Place } from './place';
import { routeTo } from './routing';
import { type Way, waysOf } from './walk';
import { addressAt, type PathInput } from './path-input';

/** A request of one program to another, and the answer. */
export interface Exchange {
  readonly from: Place;
  /** The DNS name that is asked for. Absent: it is a connection. */
  readonly question?: string;
  /** What the definition says that an A question is answered with. Absent: it does not say. */
  readonly reply?: ExpectedReply;
  /** What may become of it: by kube-proxy's choice, or by the client's among several addresses. */
  readonly ways: readonly ExchangeWay[];
}

/** An answer of DNS. */
export interface ExpectedReply {
  /** The name that it leads to first. Absent: it has addresses of its own. */
  readonly alias?: string;
  /** In any order. */
  readonly addresses: readonly string[];
}

export interface ExchangeWay extends Way {
  /** As the client sends it. */
  readonly packet: Packet;
  /** What the server asks others before it answers. */
  readonly onward: readonly Exchange[];
}

/** A request to one of several addresses, all with the same chance. @param onward what the server at the end of a way asks */
export function exchange(
  input: PathInput,
  from: Place,
  to: {
    readonly protocol: Protocol;
    readonly sockets: readonly Socket[];
    readonly sourcePort?: number;
    readonly question?: string;
  },
  onward: (server: Place) => Exchange[] = () => [],
): Exchange {
  const ways = to.sockets.flatMap((destination) => {
    const source = { address: sourceAddress(input, from, destination.address), port: to.sourcePort };
    const packet: Packet = { protocol: to.protocol, source, destination };
    return waysOf(input, from, packet).map((way): ExchangeWay => ({
      ...way,
      packet,
      chance: way.chance / to.sockets.length,
      onward: way.refusal ? [] : onward(way.request.at(-1)!.place),
    }));
  });
  return { from, question: to.question, ways };
}

/** The address that a place sends from: that of the interface by which it leaves. */
export function sourceAddress(input: PathInput, from: Place, to: string): string {
  const route = routeTo(input, from, to);
  return addressAt(input, from, route?.device ?? 'eth0');
}

/** Every way of an exchange, each followed by those of what its server asks. */
export const everyWay = ({ ways }: Exchange): ExchangeWay[] => ways.flatMap((way) => [way, ...way.onward.flatMap(everyWay)]);
