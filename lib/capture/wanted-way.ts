import type { ExchangeWay, Journey } from '../path';
import type { TracedExchange } from '../trace';

/** So rarely none of the requests takes the way that is to be shown. */
const missed = 0.001;
const mostRequests = 12;

/** How often a journey's request is made, so that each way that is to be shown is taken by one: any of them may be broken. */
export function requestsFor({ wanted, from, exchanges }: Journey): number {
  const ways = exchanges.at(-1)!.ways;
  const chances = ways.filter((way) => isWanted({ wanted, from }, way)).map((way) => way.chance);
  const chance = Math.min(...chances);
  if (wanted === undefined || chance >= 1 || chances.length === 0) return 1;
  return Math.min(mostRequests, Math.ceil(Math.log(missed) / Math.log(1 - chance)));
}

/** Whether a request was to be shown and went another way than predicted. */
export const brokeWanted = (journey: Journey, { way, comparison }: TracedExchange): boolean =>
  isWanted(journey, way) && comparison?.differences.length !== 0;

/** Whether a request was seen to go the way that its journey is to show, and as predicted. */
export const tookWanted = (journey: Journey, { way, comparison }: TracedExchange): boolean =>
  isWanted(journey, way) && comparison?.differences.length === 0;

function isWanted({ wanted, from }: Pick<Journey, 'wanted' | 'from'>, { endpoint }: ExchangeWay): boolean {
  if (wanted === undefined || from.kind !== 'pod') return true;
  return (endpoint?.node === from.node) === (wanted === 'same-node');
}
