import type { BenchHost, BenchRecord } from './bench-record';
import { subjectKey, type Summarized, summarize } from './summarize';

/** A figure of two records. */
export interface Compared {
  readonly figure: Summarized;
  /** Undefined where the earlier record has no such figure. */
  readonly before?: Summarized;
  /** The later median over the earlier one; undefined where there is none or it is 0. */
  readonly ratio?: number;
}

/** The figures of a record, each beside that of an earlier one. */
export function compare(before: Pick<BenchRecord, 'samples'>, after: Pick<BenchRecord, 'samples'>): Compared[] {
  const earlier = new Map(summarize(before).map((figure) => [subjectKey(figure), figure]));
  return summarize(after).map((figure) => {
    const found = earlier.get(subjectKey(figure));
    return { figure, before: found, ratio: found && found.median !== 0 ? figure.median / found.median : undefined };
  });
}

/** What keeps two records from being compared fairly, in words: both of one machine and one kind of guests are. */
export function unfairness(before: BenchHost, after: BenchHost): string[] {
  const looked = {
    processors: 'processors',
    model: 'processor',
    memoryMiB: 'MiB of memory',
    acceleration: 'acceleration',
    qemu: 'QEMU',
  };
  return Object.entries(looked).flatMap(([key, word]) => {
    const [one, other] = [before, after].map((host) => String(host[key as keyof BenchHost]));
    return one === other ? [] : [`${word}: ${one} before, ${other} now`];
  });
}
