/** What a check changes in the lab, as plain data: its repair is found again by `kind`. */
export interface AnyChange {
  readonly kind: string;
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
