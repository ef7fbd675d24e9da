import { setTimeout as sleep } from 'node:timers/promises';
import { labError } from './user-error';
import { currentInterruption } from './interruption';

export interface WaitOptions {
  /** What is waited for, as the end of a sentence: "3 nodes to be Ready". */
  readonly what: string;
  /** Seconds until giving up. */
  readonly deadline: number;
  /** Seconds between looks. Default: 2. */
  readonly interval?: number;
  /** Told each observation, for progress. */
  readonly onObservation?: (observation: string) => void;
  /** What to do when the deadline passes. */
  readonly remedy?: string;
}

/** One look at the thing waited for: whether it is there, and what was seen, in words. */
export interface Look<T> {
  readonly value?: T;
  readonly observation: string;
}

/** Looks again and again until `look` returns a value or the deadline passes; the fault then shows the last observation. */
export async function waitFor<T>(look: () => Promise<Look<T>>, options: WaitOptions): Promise<T> {
  const end = Date.now() + options.deadline * 1000;
  for (;;) {
    const seen = await look();
    options.onObservation?.(seen.observation);
    if (seen.value !== undefined) return seen.value;
    if (Date.now() >= end) {
      throw labError(`gave up waiting for ${options.what} after ${options.deadline} s; last seen: ${seen.observation}`, {
        remedy: options.remedy,
      });
    }
    await sleep((options.interval ?? 2) * 1000, undefined, { signal: currentInterruption() });
  }
}
