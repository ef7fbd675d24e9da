import { describePacket, type Hop, placeName } from '../path';
import {
  type CapturedHop,
  type ComparedHop,
  comparedRules,
  differencesIn,
  isAsExpected,
  isAsPredicted,
  type TracedExchange,
  type TracedJourney,
} from '../trace';

/** A journey for programs. Times are nanoseconds since 1970 as text, because JSON has no numbers of that size. */
export const traceJson = (traced: TracedJourney): string =>
  JSON.stringify(
    {
      id: traced.journey.id,
      sentence: traced.journey.sentence,
      from: placeName(traced.journey.from),
      target: traced.journey.target,
      expects: traced.journey.expects,
      asPredicted: isAsPredicted(traced),
      asExpected: isAsExpected(traced),
      differences: differencesIn(traced),
      exchanges: traced.exchanges.map(exchangeObject),
    },
    undefined,
    2,
  );

function exchangeObject({ exchange, way, comparison, cached, onward }: TracedExchange): object {
  const predictedOnly = (hops: readonly Hop[]) =>
    hops.map((predicted): ComparedHop => ({ place: predicted.place, predicted, watched: false }));
  return {
    from: placeName(exchange.from),
    question: exchange.question,
    packet: way.packet,
    ways: exchange.ways.map(({ chance, endpoint, refusal }) => ({
      chance,
      endpoint,
      refusal: refusal && { ...refusal, place: placeName(refusal.place) },
    })),
    taken: exchange.ways.indexOf(way),
    cached,
    outcome: comparison?.outcome,
    request: (comparison?.request.hops ?? predictedOnly(way.request)).map(hopObject),
    answer: (comparison?.answer.hops ?? predictedOnly(way.answer)).map(hopObject),
    onward: onward.map(exchangeObject),
  };
}

const hopObject = ({ place, predicted, captured, watched }: ComparedHop): object => ({
  place: placeName(place),
  kind: place.kind,
  watched,
  predicted: predicted && { ...predicted, place: undefined },
  captured: captured && capturedObject(captured, predicted),
});

const capturedObject = (captured: CapturedHop, predicted: Hop | undefined): object => ({
  in: captured.in,
  out: captured.out,
  before: captured.before,
  after: captured.after,
  changed: describePacket(captured.before) !== describePacket(captured.after),
  at: String(captured.at),
  ttl: captured.ttl,
  rules: predicted && comparedRules(predicted, captured).captured,
});
