import { type Exchange, type ExchangeWay, type Place, placeName, type RefusalAnswer, samePlace } from '../path';
import type { Capture } from './capture';
import { answerTo, hopsOf } from './captured-hops';
import { type ComparedWay, compareHops } from './compare-hops';
import type { Difference } from './difference';
import type { Frame } from './frame';

/** What the client got; `unseen` where its request was not captured. */
export type Outcome = 'answered' | RefusalAnswer | 'unseen' | `icmp ${string}`;

/** A request and its answer, predicted and captured. */
export interface Comparison {
  readonly from: Place;
  readonly question?: string;
  /** The predicted way that is nearest to what was captured: the one that was taken. */
  readonly way: ExchangeWay;
  /** How many ways were predicted. */
  readonly ways: number;
  readonly request: ComparedWay;
  readonly answer: ComparedWay;
  readonly outcome: { readonly predicted?: Outcome; readonly captured: Outcome };
  /** Empty: predicted and captured are equal. The first is the cause. */
  readonly differences: readonly Difference[];
}

/** Holds what was captured of a request against all its predicted ways. @param request the client's own packet */
export function compare(capture: Capture, exchange: Exchange, request: Frame | undefined): Comparison {
  const [best] = exchange.ways
    .map((way) => compareWay(capture, exchange, way, request))
    .sort((one, other) => unequal(one) - unequal(other));
  return best!;
}

const unequal = ({ request, answer, differences }: Comparison): number =>
  differences.length + [...request.hops, ...answer.hops].filter((hop) => hop.watched && !(hop.predicted && hop.captured)).length;

function compareWay(
  capture: Capture,
  { from, question, ways }: Exchange,
  way: ExchangeWay,
  request: Frame | undefined,
): Comparison {
  const answered = request && answerTo(capture, request);
  const there = compareHops(capture, way.request, request ? hopsOf(capture, request.identity) : []);
  // What refuses a packet answers from where it ended, and the prediction tells of no way for that.
  const isRefusal = answered?.icmp !== undefined || answered?.flags.includes('RST');
  const back = answered && !way.refusal && !isRefusal ? hopsOf(capture, answered.identity) : [];
  const answer = compareHops(capture, way.refusal || !answered || isRefusal ? [] : way.answer, back);
  const outcome = {
    predicted: way.refusal ? way.refusal.answer : ('answered' as const),
    captured: outcomeOf(capture, from, request),
  };
  // The answer goes back from where the request came to.
  const seen = there.differences.length > 0 ? there.differences : answer.differences;
  const differences = seen.length > 0 ? seen : outcomeDifference(way, from, outcome);
  return { from, question, way, ways: ways.length, request: there, answer, outcome, differences };
}

/** What came back to the client. */
function outcomeOf(capture: Capture, from: Place, request: Frame | undefined): Outcome {
  if (!request) return 'unseen';
  const client = capture.places.find(({ place }) => samePlace(place, from));
  const answer = client?.frames.find(
    ({ answers, direction }) => direction === 'in' && answers !== undefined && request.expects.includes(answers),
  );
  if (!answer) return 'silence';
  if (answer.icmp) return answer.icmp.what as Outcome;
  return answer.flags.includes('RST') ? 'tcp-reset' : 'answered';
}

function outcomeDifference(way: ExchangeWay, from: Place, { predicted, captured }: Comparison['outcome']): Difference[] {
  // What is decided outside the lab is any refusal.
  if (predicted === captured || (predicted === undefined && captured !== 'answered')) return [];
  const end = way.request.at(-1)!.place;
  if (predicted === 'answered') return [refusedAtEnd(end, captured)];
  const here = placeName(from);
  return [
    {
      kind: 'answer',
      place: here,
      text: {
        en: `${here} should have got ${words(predicted)}, and got ${words(captured)}.`,
        ko: `${here}은(는) ${words(predicted)} 결과를 받아야 하지만 ${words(captured)} 결과를 받았다.`,
      },
      lookAt: `./lab kubectl get pods -o wide; ./lab kubectl get endpointslices`,
    },
  ];
}

/** The request came to its end as predicted, and no answer left it. */
function refusedAtEnd(end: Place, captured: Outcome): Difference {
  const there = placeName(end);
  const silent = captured === 'silence';
  return {
    kind: 'answer',
    place: there,
    text: {
      en: `${there} received the request and ${silent ? 'did not answer' : `refused it (${captured}): nothing listens there`}.`,
      ko: `${there}은(는) 요청을 받고 ${silent ? '응답하지 않았다' : `거절했다(${captured}). 그 포트를 듣는 프로그램이 없다`}.`,
    },
    lookAt:
      end.kind === 'machine'
        ? `./lab ssh ${there} -- sudo ss -lntup`
        : './lab kubectl get pods -A -o wide; ./lab kubectl get endpointslices',
  };
}

const words = (outcome: Outcome | undefined): string =>
  outcome === undefined ? 'a refusal' : outcome === 'answered' ? 'an answer' : outcome;
