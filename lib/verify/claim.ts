import type { VerifyContext } from './verify-context';
import type { Sentence } from './sentence';
import type { VantagePoint } from '../probe';
import type { Verdict } from './verdict';

/** What a lab has around it, which its definition does not say. */
export interface Surroundings {
  /** Whether the LAN host and the outside user are hosts of their own, and not the computer that runs the lab. */
  readonly ownHosts: boolean;
  /** Whether the internet behind the gateway is the lab's own. */
  readonly simulatedInternet: boolean;
}

/** One sentence of the lesson and the way to see whether it is true of a running lab. */
export interface Claim {
  /** `dns.external-from-pod.worker-1`: topic, what, where. */
  readonly id: string;
  /** `dns`. */
  readonly topic: string;
  readonly sentence: Sentence;
  readonly from: VantagePoint;
  /** Seconds during which the check is repeated until it holds, while the lab is still changing (`patience.ts`). */
  readonly deadlineSeconds: number;
  /** Seconds between two checks. */
  readonly intervalSeconds: number;
  /** How many checks in a row must hold: more than one for what must never happen. Default: 1. */
  readonly times?: number;
  /**
   * Looks that must hold after those, at once one after the other. It is for what may work only at times. Default: none, because many
   * connections in one look cost an emulated machine far less.
   */
  readonly furtherLooks?: number;
  /** What it changes in the lab. Claims that change different things run side by side, so they must not disturb one another. */
  readonly changes?: string;
  /** Whether its change would disturb a claim that only looks, which is then decided before. Default: it disturbs all of them. */
  readonly disturbs?: (reading: Pick<Claim, 'id' | 'topic'>) => boolean;
  /** Beginnings of what its change makes unsettled: `Pod default/db-`. No other claim is patient for that. Default: nothing. */
  readonly unsettles?: readonly string[];
  /** It stops machines or takes minutes: it runs last, alone, and only on request. */
  readonly disruptive?: boolean;
  /** Where to look when it is not true. */
  readonly lookAt: string;
  /** Why it cannot be judged where the lab runs, in words. Default: it is judged everywhere. */
  readonly notAsked?: (surroundings: Surroundings) => string | undefined;
  check(context: VerifyContext): Promise<Verdict>;
}
