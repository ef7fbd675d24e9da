import type { Semaphore } from './semaphore';

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Makes batches of what is asked of one place. Requests that come while a batch is under way go together in the next: a connection to
 * an emulated machine costs seconds, whatever is done over it.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = false;

  constructor(
    private readonly semaphore: Semaphore,
    /** Results in the order of the items. */
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    /** At most so many together, so that the first results do not wait for too much else. */
    private readonly most: number,
  ) {}

  ask(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // What is asked for in the same moment goes together.
    await new Promise((resolve) => setTimeout(resolve, 10));
    while (this.waiting.length > 0) await this.semaphore.use(() => this.takeTurn());
    this.running = false;
  }

  private async takeTurn(): Promise<void> {
    const turn = this.waiting.splice(0, this.most);
    try {
      const results = await this.work(turn.map(({ item }) => item));
      turn.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      turn.forEach(({ reject }) => reject(error));
    }
  }
}
