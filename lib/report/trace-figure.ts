import { type FigureStep, wayFile } from '../figure';
import type { Lab } from '../model';
import { describePacket, type Hop, type Place, type Refusal } from '../path';
import { type ComparedHop, differencesIn, type TracedExchange, type TracedJourney } from '../trace';
import type { Language } from '../verify';

/** A journey drawn over its lab: each packet where it is sent and received, each translation where it happens, and what differs. */
export function traceFigure(lab: Lab, traced: TracedJourney, language: Language): Promise<string> {
  const say = sayIn(language);
  const steps = traced.exchanges.flatMap((one) => exchangeSteps(lab, one, say));
  const differences = differencesIn(traced).map(({ place, text }): FigureStep => ({
    boxes: boxesNamed(lab, place),
    text: `✘ ${text[language]}`,
    kind: 'note',
    differs: true,
  }));
  const numbered = steps.map((step, index) => ({ ...step, text: `${index + 1} ${step.text}` }));
  return wayFile(lab, traced.journey.sentence[language], [...numbered, ...differences], language);
}

/** The words of the steps. */
interface Say {
  readonly asks: (name: string) => string;
  readonly becomes: string;
  readonly undone: string;
  readonly refused: string;
  readonly cached: string;
}

const sayIn = (language: Language): Say =>
  language === 'en'
    ? {
        asks: (name) => `asks for ${name}: `,
        becomes: 'becomes',
        undone: 'undone, becomes',
        refused: 'refused',
        cached: 'not asked: the answer was known',
      }
    : {
        asks: (name) => `${name} 질의: `,
        becomes: '변환 →',
        undone: '변환을 되돌림 →',
        refused: '거절',
        cached: '묻지 않음: 답을 알고 있었다',
      };

function exchangeSteps(lab: Lab, { exchange, way, comparison, cached, onward }: TracedExchange, say: Say): FigureStep[] {
  if (cached) return [{ boxes: boxesOf(lab, exchange.from), text: say.cached, kind: 'note' }];
  const request = comparison?.request.hops ?? way.request.map(onlyPredicted);
  const answer = comparison?.answer.hops ?? way.answer.map(onlyPredicted);
  const asks = exchange.question === undefined ? '' : say.asks(exchange.question);
  return [
    ...request.map((hop, index) => hopStep(lab, hop, 'request', index === 0 ? { ...say, before: asks } : say)),
    ...(way.refusal ? [refusalStep(lab, way.refusal, say)] : []),
    ...onward.flatMap((next) => exchangeSteps(lab, next, say)),
    ...answer.map((hop) => hopStep(lab, hop, 'answer', say)),
  ];
}

const onlyPredicted = (predicted: Hop): ComparedHop => ({ place: predicted.place, predicted, watched: false });

function hopStep(
  lab: Lab,
  { place, predicted, captured, watched, differs }: ComparedHop,
  kind: 'request' | 'answer',
  say: Say & { readonly before?: string },
): FigureStep {
  const { before, after } = (captured ?? predicted)!;
  const arrow = kind === 'request' ? '→' : '←';
  const isOther = differs === true || (watched && !(predicted && captured));
  const changed =
    describePacket(before) === describePacket(after) ? '' : `; ${translation(predicted, say)} ${describePacket(after)}`;
  // The box is that of all pods of a node.
  const who = place.kind === 'pod' ? `${place.name}: ` : '';
  const text = `${isOther ? '✘ ' : ''}${arrow} ${who}${say.before ?? ''}${describePacket(before)}${changed}`;
  return { boxes: boxesOf(lab, place), text, kind, differs: isOther };
}

/** What translates: `DNAT, MASQUERADE`, or connection tracking. */
function translation(predicted: Hop | undefined, say: Say): string {
  const steps = predicted?.steps ?? [];
  if (steps.some(({ cause }) => cause === 'conntrack')) return say.undone;
  const targets = steps.flatMap(({ rule }) => (rule && ['DNAT', 'MASQUERADE'].includes(rule.target) ? [rule.target] : []));
  return [targets.join(', '), say.becomes].filter(Boolean).join(' ');
}

const refusalStep = (lab: Lab, { place, answer, reason }: Refusal, { refused }: Say): FigureStep => ({
  boxes: boxesOf(lab, place),
  text: `${refused}${answer ? ` (${answer})` : ''}: ${reason}`,
  kind: 'note',
});

/** The boxes in which a place may be drawn, the narrowest first. Pods lie where the scheduler put them, which the picture does not know. */
function boxesOf(lab: Lab, place: Place): string[] {
  switch (place.kind) {
    case 'outside':
      return ['outside.user'];
    case 'internet':
      return ['outside.web-server', 'outside.router'];
    case 'gateway':
    case 'lan':
      return [place.kind];
    case 'machine':
      return place.name === lab.nameServer.name ? ['name-server'] : [`machine.${place.name}`];
    case 'pod':
      return [`range.${place.node}`];
  }
}

/** The boxes of what a difference names: a place, or a Service. A pod's is that of pods at large. */
const boxesNamed = (lab: Lab, name: string): string[] => [
  ...(name === 'outside' ? ['outside.user'] : []),
  ...(name === 'internet' ? ['outside.router'] : []),
  ...(name === lab.nameServer.name ? ['name-server'] : []),
  ...[name, `machine.${name}`, `service.${name}`],
  'nodes',
];
