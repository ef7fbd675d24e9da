import type { Exchange, ExchangeWay } from './exchange';
import type { Place } from './place';

/** A sentence for people. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** Where the pod that answers is to be. */
export type Wanted = 'same-node' | 'other-node';

/** How the lesson says that a request ends: `refused` is an answer that says no. */
export type Expectation = 'answered' | 'refused' | 'unanswered';

/** Why the lab as it is now ends a request another way than the lesson says. */
export interface Unexpected {
  /** Where: a place's name, or the Service's. */
  readonly place: string;
  readonly text: Text;
  /** A command that shows it. */
  readonly lookAt: string;
}

/** A request that shows something of the lesson. */
export interface Journey {
  /** `load-balancer.api-tester-lb`. */
  readonly id: string;
  readonly sentence: Text;
  readonly from: Place;
  /** What is asked, as a user types it: `http://192.168.56.60/hostname`, `dns:github.com`. */
  readonly target: string;
  /** One after another: first a name is looked up, then a connection is opened. */
  readonly exchanges: readonly Exchange[];
  /** Absent: any of the ways shows it. */
  readonly wanted?: Wanted;
  /** From the definition alone. Absent: the lesson says nothing of it. */
  readonly expects?: Expectation;
  /** The Service of the definition that it goes to. */
  readonly service?: string;
  /** Absent: it is predicted to end as expected. */
  readonly unexpected?: Unexpected;
}

/** How a way ends for the client. */
export function endOf({ refusal, lostAnswer }: ExchangeWay): Expectation {
  const end = refusal ?? lostAnswer;
  if (!end) return 'answered';
  return end.answer === undefined || end.answer === 'silence' ? 'unanswered' : 'refused';
}

/** Whether a journey ends in a refusal, whichever way it takes. What cannot be asked is not refused. */
export const isRefused = ({ exchanges }: Pick<Journey, 'exchanges'>): boolean =>
  exchanges.at(-1)?.ways.every(({ refusal }) => refusal !== undefined) ?? false;
