import type { Lab } from '../model';
import type { Probe } from './probe';

/** What an instrument needs to look at a lab. */
export interface ObserveContext {
  readonly lab: Lab;
  readonly probe: Probe;
  /**
   * What this look shows, taken once for all claims that need the same: a command on an emulated machine takes seconds.
   * A claim that looks again gets what was seen after its last look.
   */
  observe<T>(key: string, take: () => Promise<T>): Promise<T>;
  /** Whatever was seen until now is too old for this claim, because it has changed the lab or waits for a change. */
  invalidate(): void;
}
