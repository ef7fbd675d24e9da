import type { ObserveContext } from '../probe';
import type { ChangeLog } from './change';
import type { Clock } from './clock';

/** What the repair of a change may use. */
export interface RepairContext extends ObserveContext {
  readonly clock: Clock;
}

/** What a check may use. */
export interface VerifyContext extends RepairContext {
  /** Whether the internet behind the gateway is the lab's own, so that its addresses are known. */
  readonly simulatedInternet: boolean;
  /** The addresses of the machine that runs the lab, other than those the lab gave it. */
  readonly hostAddresses: readonly string[];
  /** A claim changes the lab only by `withChange`, which records it here. */
  readonly changes: ChangeLog;
  /** Whether no other claim is looked at meanwhile; what else is asked for many claims at once is then asked for this one only. */
  readonly alone: boolean;
  /** A DNS label that was never used before. */
  unique(): string;
}
