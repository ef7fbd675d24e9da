import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Lab } from '../../model';
import type { VantagePoint } from '../../probe';
import type { ClaimResult } from '../../verify';
import type { TopicResults } from '../lab-report';
import { formatDuration } from '../times';
import { topicWords, vantagePointWords, words } from '../words';
import { addressOf } from './address-tables';
import { share, topicAnchor } from './claims';
import { both, code, dataTable } from './elements';

/** How many claims are true of each topic, and as seen from each place. */
export function overview(lab: Lab, topics: readonly TopicResults[], claims: readonly ClaimResult[]): VNode {
  const longest = (some: readonly ClaimResult[]) => formatDuration(Math.max(0, ...some.map(({ milliseconds }) => milliseconds)));
  const topicRows = topics.map((topic) => [
    html`<a href=${`#${topicAnchor(topic.topic)}`}>${both(topicWords(topic.topic))}</a>`,
    share(topic.claims),
    longest(topic.claims),
  ]);
  const placeRows = places(claims).map(({ from, seen }) => [
    both(vantagePointWords(from)),
    code(addressOf(lab, from)),
    share(seen),
  ]);
  const [title, number] = [
    { title: both(words.isTrue), numbers: true },
    { title: both(words.longest), numbers: true },
  ];
  return html`
    <section aria-labelledby="overview">
      <h2 id="overview">${both(words.overview)}</h2>
      <div class="side-by-side">
        <div>${dataTable('by-topic', both(words.topics), [{ title: both(words.topic) }, title, number], topicRows)}</div>
        <div>
          ${dataTable(
            'by-place',
            both(words.vantagePoints),
            [{ title: both(words.vantagePoint) }, { title: both(words.address) }, title],
            placeRows,
          )}
        </div>
      </div>
    </section>
  `;
}

/** Each vantage point with what was seen from there, in the order in which they first come. */
function places(claims: readonly ClaimResult[]): { from: VantagePoint; seen: ClaimResult[] }[] {
  const found = new Map<string, { from: VantagePoint; seen: ClaimResult[] }>();
  for (const claim of claims) {
    const key = vantagePointWords(claim.from).en;
    if (!found.has(key)) found.set(key, { from: claim.from, seen: [] });
    found.get(key)!.seen.push(claim);
  }
  return [...found.values()];
}
