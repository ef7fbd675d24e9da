import { hostPassage } from './host-passage';
import { gatewayPassage } from './gateway-passage';
import { nodePassages } from './node-passage';
import type { Arrival, Passage } from './passage';
import type { Place } from './place';
import { nodeNamed, type PathInput } from './path-input';

/** What a place may make of the first packet of a connection. */
export function passages(input: PathInput, place: Place, arrival: Arrival): Passage[] {
  if (place.kind === 'gateway') return [gatewayPassage(input, arrival)];
  const node = place.kind === 'machine' ? nodeNamed(input.lab, place.name) : undefined;
  return node ? nodePassages(input, node, arrival) : [hostPassage(input, place, arrival)];
}
