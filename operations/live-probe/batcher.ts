import type { Semaphore } from './semaphore';

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** How batches are made. */
export interface BatcherOptions {
  /** At most so many together, because an error fails all of a batch that have no result yet. */
  readonly most: number;
  /** Whether its batches go before those that wait. Default: no. */
  readonly urgent?: boolean;
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
    /** Does a batch, and hands over the result of each item as soon as it is there. */
    private readonly work: (items: readonly Item[], deliver: (index: number, result: Result) => void) => Promise<void>,
    private readonly options: BatcherOptions,
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
    while (this.waiting.length > 0) await this.semaphore.use(() => this.takeTurn(), this.options);
    this.running = false;
  }

  private async takeTurn(): Promise<void> {
    const turn = this.waiting.splice(0, this.options.most);
    // Of a result that was delivered, a later error is no more than an unheard word.
    const fail = (error: unknown) => turn.forEach(({ reject }) => reject(error));
    try {
      await this.work(
        turn.map(({ item }) => item),
        (index, result) => turn[index]!.resolve(result),
      );
      fail(new Error('the batch ended without a result for this'));
    } catch (error) {
      fail(error);
    }
  }
}
