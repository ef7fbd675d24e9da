import type { Lab, Machine } from '../../../lib/model';
import type { Step } from '../../../lib/claims';

/** One way in which a running lab is broken, of a kind of its own, and what verification must say of it. */
export interface Sabotage {
  /** A DNS label: `masquerade-lost`. */
  readonly id: string;
  /** What is broken, in a sentence. */
  readonly sentence: string;
  readonly break: readonly Step[];
  /** Undoes it, whatever of it was done. Each step may be run again. */
  readonly repair: readonly Step[];
  /** Claims that must turn red: ids, or beginnings of ids up to a dot. Each needs one red claim at least. */
  readonly turnsRed: readonly string[];
  /** Seconds until it may show: caches, a rollout. Default: 120. */
  readonly within?: number;
}

/** Both directions of one change. */
export type Change = Pick<Sabotage, 'break' | 'repair'>;

/** Changes made one after the other, and undone in the opposite order. */
export const both = (...changes: readonly Change[]): Change => ({
  break: changes.flatMap((change) => change.break),
  repair: [...changes].reverse().flatMap((change) => change.repair),
});

/** One change on every worker. */
export const everyWorker = (lab: Lab, change: (worker: Machine) => Change): Change => both(...lab.workers.map(change));
