import { requestsFor, tookWanted } from '../../../lib/capture/wanted-way';
import { journeys } from '../../../lib/path';
import { predictedJourney } from '../../../lib/trace';
import { labOf, momentOf } from '../path/moments';

const lab = labOf();
const journey = (id: string) => journeys(lab, momentOf(lab)).find((one) => one.id === id)!;

describe('a wanted way', () => {
  test('is asked for as often as it takes, and no other way more than once', () => {
    expect(requestsFor(journey('cluster-ip.same-node.api-tester'))).toBe(10);
    expect(requestsFor(journey('load-balancer.api-tester-lb'))).toBe(1);
  });

  test('was not taken by a request that nothing was seen of', () => {
    const same = journey('cluster-ip.same-node.api-tester');
    expect(tookWanted(same, predictedJourney(same).exchanges[0]!)).toBe(false);
  });
});
