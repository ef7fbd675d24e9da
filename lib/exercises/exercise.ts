import type { Hands } from './hands';

/** Text for a student, by language. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** One way to break the lab, for students to find and mend, with `verify` as the judge. */
export interface Exercise {
  /** `forwarder`: what `./lab break` takes. */
  readonly id: string;
  /** What a user of the lab would complain of. Does not say what is broken. */
  readonly complaint: Text;
  /** Where to begin looking. */
  readonly hint: Text;
  /** What is broken, why that shows as it does, and how to mend it. */
  readonly solution: Text;
  /** Claims that are no longer true: their ids, or beginnings of ids up to a dot. All of them must turn red. */
  readonly falsifies: readonly string[];
  /** Breaks the running lab. Doing it again changes nothing more. */
  break(hands: Hands): Promise<void>;
  /** Undoes it, whatever of it was done. */
  mend(hands: Hands): Promise<void>;
}
