import type { RepairContext } from './context';
import type { Sentence } from './sentence';
import type { Verdict } from './verdict';

/** What a check changes in the lab, as plain data: its repair is found again by `kind`. */
export interface AnyChange {
  readonly kind: string;
}

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

/** Where changes of the lab are recorded, for a process that comes after one that was killed. */
export interface ChangeLog {
  /** Records the change. It is on the disk before the lab is changed. */
  begin(change: AnyChange): Promise<void>;
  /** Removes the record: the lab is as it was. */
  end(change: AnyChange): Promise<void>;
  /** Runs work that an interruption does not end. */
  uninterrupted<T>(work: () => Promise<T>): Promise<T>;
}
