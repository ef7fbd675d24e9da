import type { Lab } from '../model';
import type { ChangeLog } from './change';
import type { Clock } from './clock';
import { describeObservation, type Observation, type Probe, type VantagePoint } from './probe';

export const topics = [
  'nodes',
  'pods',
  'dns',
  'cluster-ip',
  'node-port',
  'load-balancer',
  'external-name',
  'headless',
  'stateful-set',
  'safety',
  'isolation',
] as const;
export type Topic = (typeof topics)[number];

/** A sentence of the lesson, by language. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** What one look at the lab showed. */
export interface Verdict {
  readonly ok: boolean;
  /** What was seen, in words. */
  readonly evidence: string;
  /** The command that showed it, to paste. */
  readonly command: string;
  /** What to look at, where this verdict knows it better than its claim. */
  readonly lookAt?: string;
  /** No later look can make it true: the forbidden thing was seen. */
  readonly final?: boolean;
}

/** What a look at the lab needs. */
export interface LookContext {
  readonly lab: Lab;
  readonly probe: Probe;
  readonly clock: Clock;
  /**
   * What this look shows, taken once for all claims that need the same: a command on an emulated machine takes seconds.
   * A claim that looks again gets what was seen after its last look.
   */
  look<T>(key: string, take: () => Promise<T>): Promise<T>;
  /** Whatever was seen until now is too old for this claim, because it has changed the lab or waits for a change. */
  forget(): void;
}

/** What a check may use. */
export interface VerifyContext extends LookContext {
  /** Whether the internet behind the gateway is the lab's own, so that its addresses are known. */
  readonly simulatedInternet: boolean;
  /** The addresses of the machine that runs the lab, other than those the lab gave it. */
  readonly hostAddresses: readonly string[];
  /** A claim changes the lab only by `withChange`, which records it here. */
  readonly changes: ChangeLog;
  /** A DNS label nobody has used before. */
  unique(): string;
}

/** One sentence of the lesson and the way to see whether it is true of a running lab. */
export interface Claim {
  /** `dns.external-from-pod.worker-1`: topic, what, where. */
  readonly id: string;
  readonly topic: Topic;
  readonly sentence: Sentence;
  readonly from: VantagePoint;
  /** Seconds during which the check is repeated until it holds. */
  readonly deadlineSeconds: number;
  /** Seconds between two looks. */
  readonly intervalSeconds: number;
  /** How many looks in a row must hold: more than one for what must never happen. Default: 1. */
  readonly times?: number;
  /**
   * What of the lab it changes, so that it runs after all claims that only look. Those that change different things must not
   * disturb one another: they run side by side.
   */
  readonly changes?: string;
  /** It stops machines or takes minutes: it runs last of all, alone, and only when asked for. */
  readonly disruptive?: boolean;
  /** Where to look when it is not true. */
  readonly lookAt: string;
  check(context: VerifyContext): Promise<Verdict>;
}

/** Patience for what must become true on a slow, emulated cluster. */
export const patient = { deadlineSeconds: 180, intervalSeconds: 5 } as const;

/** For what must never happen: seen not to happen three times. */
export const never = { deadlineSeconds: 120, intervalSeconds: 3, times: 3 } as const;

/** The verdict that follows from one observation. */
export const verdict = (seen: Observation, ok: boolean, evidence: string): Verdict => ({ ok, evidence, command: seen.command });

/** A command whose failure leaves nothing to judge. The claim is not (yet) shown. */
export class Unseen extends Error {
  constructor(
    readonly seen: Observation,
    reason = describeObservation(seen),
  ) {
    super(reason);
    this.name = 'Unseen';
  }
}
