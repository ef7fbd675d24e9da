import { describePacket, type Hop, placeName, type Refusal, type Text } from '../path';
import {
  type CapturedHop,
  type ComparedHop,
  differencesIn,
  everyExchange,
  isAsPredicted,
  type TracedExchange,
  type TracedJourney,
} from '../trace';

/** A journey for the terminal: each exchange with its hops, then what differs. */
export function traceTable(traced: TracedJourney, language: keyof Text = 'en'): string {
  const { journey } = traced;
  const parts = everyExchange(traced.exchanges).map(({ depth, traced: one }) => exchangeText(one, depth));
  const differences = differencesIn(traced).map(({ text, lookAt }) => `✘ ${text[language]}\n  ${lookAt}`);
  const isCaptured = everyExchange(traced.exchanges).some(({ traced: one }) => one.comparison);
  return [journey.sentence[language], ...parts, ...differences, verdictOf(traced, isCaptured)].join('\n\n');
}

function verdictOf(traced: TracedJourney, isCaptured: boolean): string {
  const isUnexpected = traced.journey.unexpected !== undefined;
  if (!isCaptured) return isUnexpected ? '✘ nothing was sent, and the lesson says otherwise' : 'predicted only: nothing was sent';
  if (!isAsPredicted(traced)) return '✘ captured and predicted differ';
  return isUnexpected ? '✘ captured as predicted, and the lesson says otherwise' : '✔ captured as predicted';
}

function exchangeText({ exchange, way, comparison, cached }: TracedExchange, depth: number): string {
  const what = exchange.question ? `asks for ${exchange.question}` : 'opens a connection';
  const several =
    exchange.ways.length > 1 ? `; one of ${exchange.ways.length} ways, with a chance of ${percent(way.chance)}` : '';
  const head = `${placeName(exchange.from)} ${what}: ${describePacket(way.packet)}${several}`;
  if (cached) return `${'  '.repeat(depth)}${head}\n${'  '.repeat(depth)}  not asked this time: the answer was in its cache`;
  const request = comparison?.request.hops ?? way.request.map(onlyPredicted);
  const answer = comparison?.answer.hops ?? way.answer.map(onlyPredicted);
  const refusal = way.refusal ? [refusalText(way.refusal)] : [];
  const lines = [
    head,
    ...request.flatMap((hop) => hopLines('→', hop)),
    ...refusal,
    ...answer.flatMap((hop) => hopLines('←', hop)),
  ];
  return lines.map((line) => '  '.repeat(depth) + line).join('\n');
}

const onlyPredicted = (predicted: Hop): ComparedHop => ({ place: predicted.place, predicted, watched: false });

const percent = (chance: number): string => `${Math.round(chance * 100)} %`;

const refusalText = ({ place, answer, reason }: Refusal): string =>
  `refused at ${placeName(place)} (${answer ?? 'decided outside the lab'}): ${reason}`;

/** A line for the hop, and one for each thing that decides it. */
function hopLines(arrow: string, hop: ComparedHop): string[] {
  const { place, predicted, captured } = hop;
  const { before, after } = (captured ?? predicted)!;
  const changed = describePacket(before) === describePacket(after) ? [] : [`becomes ${describePacket(after)}`];
  const steps = (predicted?.steps ?? []).filter(({ cause }) => cause !== 'socket').map(({ detail }) => detail);
  const line = `${mark(hop)} ${arrow} ${placeName(place)}  ${interfaces(predicted, captured)}  ${describePacket(before)}`;
  return [line, ...[...steps, ...changed].map((text) => `      ${text}`)];
}

/** Seen as predicted, not seen, or not predicted; nothing where nobody watched. */
function mark({ predicted, captured, watched, differs }: ComparedHop): string {
  if (predicted && captured && !differs) return '✔';
  return captured || watched ? '✘' : ' ';
}

/** `eth0 > cni0`: where it comes in, and where it leaves. */
function interfaces(predicted: Hop | undefined, captured: CapturedHop | undefined): string {
  const [from, out] = captured ? [captured.in.join(' '), captured.out.join(' ')] : [predicted?.in ?? '', predicted?.out ?? ''];
  return [from, out].every(Boolean) ? `${from} > ${out}` : from || `> ${out}`;
}
