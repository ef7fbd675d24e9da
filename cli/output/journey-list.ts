import { table } from '../../lib/report';
import { type Journey, placeName } from '../../lib/path';

/** The journeys that can be traced, one a line. */
export const journeyList = (journeys: readonly Journey[]): string =>
  table(
    ['journey', 'from', 'target', 'sentence'],
    journeys.map(({ id, from, target, sentence }) => [id, placeName(from), target, sentence.en]),
  );
