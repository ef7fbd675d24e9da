/** Lets at most so many works run at a time; the others wait in the order in which they came, urgent ones before all others. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];
  private readonly urgent: (() => void)[] = [];

  constructor(private free: number) {}

  async use<T>(work: () => Promise<T>, { urgent = false } = {}): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => (urgent ? this.urgent : this.waiting).push(resolve));
    try {
      return await work();
    } finally {
      const next = this.urgent.shift() ?? this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
