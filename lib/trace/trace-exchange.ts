import { type Exchange, placeName } from '../path';
import type { Capture } from './capture';
import { requestOf } from './captured-hops';
import { compare, type Comparison } from './compare';
import { replyDifferences } from './compare-reply';
import type { Difference } from './difference';
import type { Frame } from './frame';
import type { TracedExchange } from './traced-journey';

/** How the client's own request is known among others. */
export interface RequestMark {
  readonly sourcePort?: number;
  /** The name that was asked in the place of each question's own: with a label that no cache can know. */
  readonly asked?: string;
}

/** Holds a capture against an exchange, and then against what its server asked before it answered. */
export function traceExchange(capture: Capture, planned: Exchange, { sourcePort, asked }: RequestMark): TracedExchange {
  const question = planned.question === undefined ? undefined : (asked ?? planned.question);
  const exchange = { ...planned, question };
  const mark = { protocol: question === undefined ? 'tcp' : 'udp', sourcePort, question } as const;
  const to = question === undefined ? undefined : exchange.ways[0]?.packet.destination.address;
  const request = requestOf(capture, exchange.from, { ...mark, to });
  const elsewhere = request ? undefined : requestOf(capture, exchange.from, mark);
  const replies = replyDifferences(capture, planned, asked);
  const comparison = withMore(compare(capture, exchange, request), [
    ...(elsewhere && to !== undefined ? [otherServer(exchange, to, elsewhere)] : []),
    ...replies,
  ]);
  // A name that leads elsewhere is not followed as it should be.
  const isElsewhere = planned.reply?.alias !== undefined && replies.length > 0;
  const onward =
    isElsewhere || !hasArrived(comparison) ? [] : comparison.way.onward.map((next) => traceExchange(capture, next, { asked }));
  // A name that a cache may know is asked no further.
  const isCached =
    asked === undefined &&
    comparison.outcome.captured === 'answered' &&
    onward.every(
      ({ comparison: one }) => one?.outcome.captured === 'unseen' && one.differences.every(({ kind }) => kind === 'unseen'),
    );
  return { exchange, way: comparison.way, comparison, onward: isCached ? onward.map(fromCache) : onward };
}

/** A server that was not reached asks nobody. */
const hasArrived = ({ outcome, request }: Comparison): boolean =>
  outcome.captured !== 'unseen' && request.hops.every(({ watched, captured }) => !watched || captured !== undefined);

/** That something was asked of another one is said instead of that it was not asked. */
const withMore = (comparison: Comparison, more: readonly Difference[]): Comparison => {
  const isAsked = more.some(({ kind }) => kind === 'place');
  const differences = isAsked ? comparison.differences.filter(({ kind }) => kind !== 'unseen') : comparison.differences;
  return { ...comparison, differences: [...differences, ...more] };
};

function otherServer({ from, question }: Exchange, to: string, { packet }: Frame): Difference {
  const [here, other] = [placeName(from), packet.destination.address];
  return {
    kind: 'place',
    place: here,
    text: {
      en: `${here} asked ${other} for ${question} instead of ${to}.`,
      ko: `${here}은(는) ${question}을(를) ${to} 대신 ${other}에 물었다.`,
    },
    lookAt:
      from.kind === 'pod'
        ? './lab kubectl -n kube-system get configmap coredns -o yaml'
        : `./lab ssh ${here} -- sudo named-checkconf -p`,
  };
}

const fromCache = ({ exchange, way, onward }: TracedExchange): TracedExchange => ({
  exchange,
  way,
  cached: true,
  onward: onward.map(fromCache),
});
