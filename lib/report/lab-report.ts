import type { Lab } from '../model';
import type { ClaimResult, Report } from '../verify';
import type { Conformance } from './conformance-result';

/** A program the lab is made of, and which one. */
export interface Version {
  readonly name: string;
  readonly version: string;
}

/** What one step took. */
export interface Timing {
  readonly title: string;
  readonly milliseconds: number;
}

/** Everything about a lab and its verification: the input of every form of report. */
export interface LabReport {
  readonly lab: Lab;
  readonly report: Report;
  /** The lab's definition file (YAML). */
  readonly definition: string;
  readonly versions: readonly Version[];
  /** The last `up`; absent where it was not kept. */
  readonly built?: { readonly finishedAt: Date; readonly steps: readonly Timing[] };
  /** The last run of Kubernetes' own tests; absent where there was none. */
  readonly conformance?: Conformance;
  readonly generatedAt: Date;
  /** How long the claims took together. They are looked at side by side, so it is less than their sum. */
  readonly milliseconds: number;
}

/** Claims of one topic. */
export interface TopicResults {
  readonly topic: string;
  readonly claims: readonly ClaimResult[];
}

/** The claims by topic, both in the order they came. */
export function byTopic({ claims }: Report): readonly TopicResults[] {
  return [...new Set(claims.map(({ topic }) => topic))].map((topic) => ({
    topic,
    claims: claims.filter((claim) => claim.topic === topic),
  }));
}

export const failures = (claims: readonly ClaimResult[]): readonly ClaimResult[] => claims.filter(({ ok }) => !ok);

/** Claims that cannot be judged where the lab runs. */
export const notAsked = (claims: readonly ClaimResult[]): readonly ClaimResult[] =>
  claims.filter((claim) => claim.notAsked !== undefined);

/** Claims that are true although a look failed. */
export const trueAfterFailures = (claims: readonly ClaimResult[]): readonly ClaimResult[] =>
  claims.filter(({ ok, failedLooks }) => ok && failedLooks !== undefined);
