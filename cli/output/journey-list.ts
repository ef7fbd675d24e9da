import { table } from '../../lib/report';
import { type Journey, placeName } from '../../lib/path';

/** The journeys that can be traced, one a line. The last lines say which of them cannot end as the lesson says now. */
export function journeyList(journeys: readonly Journey[]): string {
  const lines = table(
    ['journey', 'from', 'target', 'ends', 'sentence'],
    journeys.map(({ id, from, target, expects, unexpected, sentence }) => [
      id,
      placeName(from),
      target,
      `${expects ?? 'not told'}${unexpected ? ' ✘' : ''}`,
      sentence.en,
    ]),
  );
  const others = journeys.flatMap(({ unexpected }) => (unexpected ? [`✘ ${unexpected.text.en}\n  ${unexpected.lookAt}`] : []));
  return [lines.trimEnd(), ...new Set(others)].join('\n\n');
}
