import type { AnyChange } from './change';
import type { RepairContext } from './verify-context';
import type { Sentence } from './sentence';
import type { Verdict } from './verdict';

/** One way in which a check changes the lab, and how any later process undoes it. */
export interface ChangeKind<Change extends AnyChange> {
  /** What the lab is like until it is repaired: `it had stopped the DNS server on name-server`. */
  left(change: Change): Sentence;
  /** What the repair did: `started again`. */
  repaired(change: Change): Sentence;
  /**
   * Undoes the change, whatever of it was made, and says whether that was seen to hold. Doing it again changes nothing more.
   * It may use the lab's definition only where the change says nothing: the lab may have another one by now.
   */
  repair(context: RepairContext, change: Change): Promise<Verdict>;
}
