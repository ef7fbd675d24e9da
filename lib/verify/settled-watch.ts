import { settlingSeconds, type Unsettled } from '../probe';
import type { Clock } from './clock';

/** Seconds for which an answer holds: many claims that fail together share one. */
const freshSeconds = 5;

/** Knows what of the lab is still changing. It looks only when asked, which claims do that failed. */
export class SettledWatch {
  private asked?: { readonly at: number; readonly answer: Promise<readonly string[]> };
  private readonly ignored: string[] = [];
  /** When each thing that tells no time of its own was seen first. */
  private firstSeen = new Map<string, number>();

  /** @param look what is changing at this moment */
  constructor(
    private readonly look: (now: number) => Promise<readonly Unsettled[]>,
    private readonly clock: Clock,
  ) {}

  /** From now on leaves out what begins with these words: verification itself has changed it. */
  ignore(beginnings: readonly string[]): void {
    this.ignored.push(...beginnings);
  }

  /** What may still become as it should be, in words. Empty: the lab is settled, and time mends nothing. */
  unsettled(): Promise<readonly string[]> {
    const now = this.clock.now();
    if (!this.asked || now - this.asked.at >= freshSeconds * 1000) this.asked = { at: now, answer: this.ask(now) };
    return this.asked.answer;
  }

  private async ask(now: number): Promise<readonly string[]> {
    const seen = await this.look(now);
    this.firstSeen = new Map(seen.map(({ what }) => [what, this.firstSeen.get(what) ?? now]));
    const isIgnored = (what: string) => this.ignored.some((beginning) => what.startsWith(beginning));
    return seen.filter((one) => !isIgnored(one.what) && this.secondsLeft(one, now) > 0).map(({ what }) => what);
  }

  private secondsLeft({ what, secondsLeft }: Unsettled, now: number): number {
    return secondsLeft ?? settlingSeconds.unknown - (now - this.firstSeen.get(what)!) / 1000;
  }
}
