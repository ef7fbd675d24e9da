import type { Exchange } from '../path';
import type { Capture } from './capture';
import { requestOf } from './captured-hops';
import { compare } from './compare';
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
  const isQuestion = question !== undefined;
  const to = isQuestion ? exchange.ways[0]?.packet.destination.address : undefined;
  const request = requestOf(capture, exchange.from, { protocol: isQuestion ? 'udp' : 'tcp', sourcePort, question, to });
  const comparison = compare(capture, exchange, request);
  const onward = comparison.way.onward.map((next) => traceExchange(capture, next, { asked }));
  // A name that a cache may know is asked no further.
  const isCached =
    asked === undefined &&
    comparison.outcome.captured === 'answered' &&
    onward.every(({ comparison: one }) => one?.outcome.captured === 'unseen');
  return { exchange, way: comparison.way, comparison, onward: isCached ? onward.map(fromCache) : onward };
}

const fromCache = ({ exchange, way, onward }: TracedExchange): TracedExchange => ({
  exchange,
  way,
  cached: true,
  onward: onward.map(fromCache),
});
