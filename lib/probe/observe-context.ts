import type { Lab } from '../model';
import type { Probe } from './probe';

/** What an instrument needs to look at a lab. */
export interface ObserveContext {
  readonly lab: Lab;
  readonly probe: Probe;
  /**
   * Takes an observation once for all claims that need it: a command on an emulated machine takes seconds. After `invalidate` the
   * claim gets only newer ones.
   */
  observe<T>(key: string, take: () => Promise<T>): Promise<T>;
  /** Ignore cached observations from now on: this claim changed the lab, or waits for a change. */
  invalidate(): void;
}
