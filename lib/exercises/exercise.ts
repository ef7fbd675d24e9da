import type { Sentence } from '../verify';
import type { LabActions } from './lab-actions';

/** One way to break the lab, for students to find and fix, with `verify` as the judge. */
export interface Exercise {
  /** `forwarder`: what `./lab break` takes. */
  readonly id: string;
  /** What a user of the lab would complain of. Does not say what is broken. */
  readonly complaint: Sentence;
  /** Where to begin looking. */
  readonly hint: Sentence;
  /** What is broken, why that shows as it does, and how to fix it. */
  readonly solution: Sentence;
  /** Ids of the claims that it makes fail, or beginnings of ids up to a dot. All of them must fail. */
  readonly falsifies: readonly string[];
  /** Breaks the running lab. Doing it again changes nothing more. */
  break(actions: LabActions): Promise<void>;
  /** Undoes it, whatever of it was done. */
  fix(actions: LabActions): Promise<void>;
}
