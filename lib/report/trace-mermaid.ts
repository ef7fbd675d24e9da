import { describePacket, type ExchangeWay, type Hop, type Place, placeName } from '../path';
import { everyExchange, type TracedExchange, type TracedJourney } from '../trace';

/**
 * A journey as a sequence diagram of Mermaid, for slides (https://mermaid.js.org/syntax/sequenceDiagram.html): who hands the packet to
 * whom, and a note at each place that translates it.
 */
export function traceMermaid({ exchanges }: TracedJourney): string {
  const all = everyExchange(exchanges).map(({ traced }) => traced);
  const places = [...new Set(all.flatMap(({ way }) => [...way.request, ...way.answer].map(({ place }) => placeName(place))))];
  const id = (place: Place): string => `p${places.indexOf(placeName(place))}`;
  return [
    'sequenceDiagram',
    ...places.map((place, index) => `  participant p${index} as ${plain(place)}`),
    ...exchanges.flatMap((traced) => exchangeLines(traced, id)),
    '',
  ].join('\n');
}

function exchangeLines({ exchange, way, onward }: TracedExchange, id: (place: Place) => string): string[] {
  const question = exchange.question ? `${exchange.question}? ` : '';
  return [
    ...lines(way.request, '->>', id, question),
    ...refusalLines(way, id),
    ...onward.flatMap((traced) => exchangeLines(traced, id)),
    ...lines(way.answer, '-->>', id, ''),
  ];
}

function lines(hops: readonly Hop[], arrow: string, id: (place: Place) => string, question: string): string[] {
  return hops.flatMap((hop, index) => {
    const next = hops[index + 1];
    const note = noteOf(hop);
    return [
      ...(note ? [`  Note over ${id(hop.place)}: ${plain(note)}`] : []),
      ...(next ? [`  ${id(hop.place)}${arrow}${id(next.place)}: ${plain(question + describePacket(hop.after))}`] : []),
    ];
  });
}

const refusalLines = ({ refusal }: ExchangeWay, id: (place: Place) => string): string[] =>
  refusal
    ? [`  Note over ${id(refusal.place)}: ${plain(`refused (${refusal.answer ?? 'outside the lab'}), ${refusal.reason}`)}`]
    : [];

/** What translates the packet at a place. */
function noteOf({ before, after, steps }: Hop): string | undefined {
  if (describePacket(before) === describePacket(after)) return undefined;
  const targets = steps.flatMap(({ rule, cause }) =>
    rule && ['DNAT', 'MASQUERADE'].includes(rule.target)
      ? [`${rule.chain} ${rule.target}`]
      : cause === 'conntrack'
        ? ['conntrack undoes the translation']
        : [],
  );
  return `${targets.join(', ') || 'masquerade'}, ${describePacket(after)}`;
}

/** A semicolon ends a line of Mermaid, and # begins an entity. */
const plain = (text: string): string => text.replaceAll(/[;#\n]/g, ' ');
