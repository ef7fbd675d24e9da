import type { LookContext, Sentence, Verdict } from './claim';
import type { Change } from './changes';

/** One way in which a look changes the lab, and how any later process undoes it. */
export interface ChangeKind<Kind extends { readonly kind: string }> {
  /** What the lab is like until it is repaired: `it had stopped the DNS server on name-server`. */
  left(change: Kind): Sentence;
  /** What the repair did: `started again`. */
  repaired(change: Kind): Sentence;
  /**
   * Undoes the change, whatever of it was made, and says whether that was seen to hold. Doing it again changes nothing more.
   * It may use the lab's definition only where the change says nothing: the lab may have another one by now.
   */
  repair(context: LookContext, change: Kind): Promise<Verdict>;
}

/** Where changes of the lab are recorded, for a process that comes after one that was killed. */
export interface ChangeLog {
  /** Records the change. It is on the disk before the lab is changed. */
  begin(change: Change): Promise<void>;
  /** Removes the record: the lab is as it was. */
  end(change: Change): Promise<void>;
  /** Runs work that the signal which ended the looking does not end. */
  mend<T>(work: () => Promise<T>): Promise<T>;
}
