/** What was seen of the lab, by the key of the look, with the order in which the looks were begun. */
export class ObservationCache {
  private turn = 0;
  private readonly taken = new Map<string, { readonly turn: number; readonly value: Promise<unknown> }>();

  /** What one claim sees: shared with others until the claim begins to look again. */
  view(): View {
    let since = 0;
    return {
      observe: <T>(key: string, take: () => Promise<T>): Promise<T> => {
        const known = this.taken.get(key);
        // A look that could not be taken is shared as well: each claim tries again in its own time.
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
  /** What was taken before is not looked at any more. */
  invalidate(): void;
}
