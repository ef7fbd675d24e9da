/** Cache of observations, numbered so that a claim can ask for newer ones only. */
export class ObservationCache {
  private turn = 0;
  private readonly taken = new Map<string, { readonly turn: number; readonly value: Promise<unknown> }>();

  /** One claim's view of the cache: shared with others until the claim invalidates it. */
  view(): View {
    let since = 0;
    return {
      observe: <T>(key: string, take: () => Promise<T>): Promise<T> => {
        const known = this.taken.get(key);
        // A failed observation is shared, too: each claim retries in its own time.
        if (known && known.turn > since) return known.value as Promise<T>;
        const value = take();
        value.catch(() => undefined);
        this.taken.set(key, { turn: (this.turn += 1), value });
        return value;
      },
      invalidate: () => void (since = this.turn),
    };
  }
}

export interface View {
  observe<T>(key: string, take: () => Promise<T>): Promise<T>;
  /** Ignore observations that were begun before now. */
  invalidate(): void;
}
