/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** @throws when the looking was interrupted, before or meanwhile. */
  sleep(seconds: number): Promise<void>;
}
