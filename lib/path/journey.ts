import type { Exchange } from './exchange';
import type { Place } from './place';

/** A sentence for people. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** Where the pod that answers is to be. */
export type Wanted = 'same-node' | 'other-node';

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
}

/** Whether a journey ends in a refusal, whichever way it takes. */
export const isRefused = ({ exchanges }: Pick<Journey, 'exchanges'>): boolean =>
  exchanges.at(-1)!.ways.every(({ refusal }) => refusal !== undefined);
