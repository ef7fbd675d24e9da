import type { Lab } from '../model';
import { clusterJourneys } from './cluster-journeys';
import { dnsJourneys } from './dns-journeys';
import type { Journey } from './journey';
import { withExpectation } from './expectation';
import { publishedJourneys } from './published-journeys';
import { pathInput } from './path-input';
import type { Moment } from './moment';

/** A journey for each sentence of the lesson that tells a way: what the definition has, whatever pods there are at this moment. */
export function journeys(lab: Lab, moment: Moment): Journey[] {
  const input = pathInput(lab, moment);
  return [...clusterJourneys(input), ...publishedJourneys(input), ...dnsJourneys(input)].map((journey) =>
    withExpectation(input, journey),
  );
}
