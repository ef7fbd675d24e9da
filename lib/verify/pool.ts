/**
 * Does works side by side, as many at a time as it is wide; the others wait in the order in which they came. After an error it begins
 * nothing more, and waits for running work, which may have to repair the lab.
 */
export class Pool {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private failed?: { readonly error: unknown };
  private onIdle: () => void = () => undefined;

  constructor(private readonly width: number) {}

  add(work: () => Promise<void>): void {
    this.waiting.push(work);
    this.fill();
  }

  /** Waits until nothing runs and nothing waits, also of what is added meanwhile. @throws the first error of a work */
  async end(): Promise<void> {
    while (this.running > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    if (this.failed) throw this.failed.error;
  }

  private fill(): void {
    while (this.running < this.width && !this.failed && this.waiting.length > 0) void this.run(this.waiting.shift()!);
  }

  private async run(work: () => Promise<void>): Promise<void> {
    this.running += 1;
    try {
      await work();
    } catch (error) {
      this.failed ??= { error };
    }
    this.running -= 1;
    this.fill();
    if (this.running === 0) this.onIdle();
  }
}
