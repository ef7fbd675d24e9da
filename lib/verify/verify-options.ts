import type { ChangeLog } from './change';
import type { Claim } from './claim';
import type { Clock } from './clock';
import type { ClaimResult } from './result';
import type { Verdict } from './verdict';

/** What happens to a claim while verification runs. */
export interface VerifyProgress {
  readonly claim: Claim;
  /** `tried`: looked. `doubted`: false, and looked at once more, alone, when others are finished. `finished`: decided. */
  readonly state: 'started' | 'tried' | 'doubted' | 'finished';
  /** What the last look showed; absent when started. */
  readonly verdict?: Verdict;
  /** What was decided; only when finished. */
  readonly result?: ClaimResult;
  /** How many claims are finished, of how many. */
  readonly finished: number;
  readonly total: number;
}

export interface VerifyOptions {
  /** Whether the internet behind the gateway is the lab's own; the addresses of outside names are then known. */
  readonly simulatedInternet: boolean;
  /** The addresses of the machine that runs the lab. Default: none. */
  readonly hostAddresses?: readonly string[];
  /** Whether the LAN host and the outside user are hosts of their own. Default: they are. */
  readonly ownHosts?: boolean;
  /** Seconds each claim has at most; none then gets a second look. Default: its own, for a slow, emulated cluster. */
  readonly deadlineSeconds?: number;
  /**
   * How many claims are looked at together. Default: all that only look. The probe bounds how many connections that makes, and fills
   * each the better the more it knows of.
   */
  readonly concurrency?: number;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly clock: Clock;
  /** Records what claims change in the lab, and lets them repair it. */
  readonly changes: ChangeLog;
  /** Labels that were never used before. Default: random. */
  readonly unique?: () => string;
}
