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

/**
 * What differs: what the lesson does not expect, and then what was not predicted. Of exchanges the one farthest in is told first, because
 * those that wait for it fail for its sake. A request that was never made because the one before it failed is not told.
 */
export function differencesIn({ journey, exchanges }: TracedJourney): Difference[] {
  const { unexpected } = journey;
  const failed = exchanges.findIndex(hasFailed);
  const made = failed < 0 ? exchanges : exchanges.filter((one, index) => index <= failed || !isUnseen(one));
  const all = [
    ...(unexpected ? [{ kind: 'expectation', ...unexpected } as const] : []),
    ...everyExchange(made)
      .filter(({ traced }) => (traced.comparison?.differences.length ?? 0) > 0)
      .sort((one, other) => other.depth - one.depth)
      .flatMap(({ traced }) => traced.comparison!.differences),
  ];
  // Each of the places that a wrong answer came through tells of it.
  return all.filter(({ text }, index) => all.findIndex((other) => other.text.en === text.en) === index);
}

/** Whether the program that asked had no answer to go on with. */
const hasFailed = (traced: TracedExchange): boolean =>
  traced.way.refusal !== undefined ||
  everyExchange([traced]).some(({ traced: { comparison } }) => (comparison?.differences.length ?? 0) > 0);

const isUnseen = ({ comparison }: TracedExchange): boolean => comparison?.outcome.captured === 'unseen';

/** Whether something was captured of each exchange, and all of it was as predicted. */
export const isAsPredicted = ({ exchanges }: Pick<TracedJourney, 'exchanges'>): boolean =>
  everyExchange(exchanges).every(({ traced: { comparison, cached } }) => cached || comparison?.differences.length === 0);

/** Whether all of it was captured as predicted, and is predicted as the lesson says. */
export const isAsExpected = (traced: TracedJourney): boolean => isAsPredicted(traced) && traced.journey.unexpected === undefined;
