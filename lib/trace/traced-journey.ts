import type { Exchange, ExchangeWay, Journey } from '../path';
import type { Comparison } from './compare';
import type { Difference } from './difference';

/** A request of a journey: one way of it, and what was captured. */
export interface TracedExchange {
  readonly exchange: Exchange;
  /** The way that was taken, or the first predicted one where nothing was captured. */
  readonly way: ExchangeWay;
  /** Absent: it is only predicted. */
  readonly comparison?: Comparison;
  /** Its server knew the answer from before, and asked nobody: nothing was there to capture. */
  readonly cached?: true;
  /** What the server asked before it answered. */
  readonly onward: readonly TracedExchange[];
}

/** A journey, and what was captured of it. */
export interface TracedJourney {
  readonly journey: Journey;
  readonly exchanges: readonly TracedExchange[];
}

/** A journey of which nothing was captured. */
export const predictedJourney = (journey: Journey): TracedJourney => ({
  journey,
  exchanges: journey.exchanges.map(predictedExchange),
});

function predictedExchange(exchange: Exchange): TracedExchange {
  const way = exchange.ways[0]!;
  return { exchange, way, onward: way.onward.map(predictedExchange) };
}

/** Every exchange in the order in which the client waits for them, each with how many servers wait for it. */
export const everyExchange = (
  exchanges: readonly TracedExchange[],
  depth = 0,
): { readonly depth: number; readonly traced: TracedExchange }[] =>
  exchanges.flatMap((traced) => [{ depth, traced }, ...everyExchange(traced.onward, depth + 1)]);

/** What differs: of the exchange farthest in first, because those that wait for it fail for its sake. */
export const differencesIn = ({ exchanges }: Pick<TracedJourney, 'exchanges'>): Difference[] =>
  everyExchange(exchanges)
    .filter(({ traced }) => (traced.comparison?.differences.length ?? 0) > 0)
    .sort((one, other) => other.depth - one.depth)
    .flatMap(({ traced }) => traced.comparison!.differences);

/** Whether something was captured of each exchange, and all of it was as predicted. */
export const isAsPredicted = ({ exchanges }: Pick<TracedJourney, 'exchanges'>): boolean =>
  everyExchange(exchanges).every(({ traced: { comparison, cached } }) => cached || comparison?.differences.length === 0);
