import { settlingSeconds, type Unsettled } from '../probe';
import type { Clock } from './clock';

/** Seconds for which an answer holds: many claims that fail together share one. */
const freshSeconds = 5;

/** Knows what of the lab is still changing. It looks only when asked, which claims do that failed. */
export class SettledWatch {
  private asked?: { readonly at: number; readonly answer: Promise<readonly string[]> };
  /** When each thing that tells no time of its own was seen first. */
  private firstSeen = new Map<string, number>();

  /** @param look what is changing at this moment */
  constructor(
    private readonly look: (now: number) => Promise<readonly Unsettled[]>,
    private readonly clock: Clock,
  ) {}

  /** What may still become as it should be, in words. Empty: the lab is settled, and time mends nothing. */
  unsettled(): Promise<readonly string[]> {
    const now = this.clock.now();
    if (!this.asked || now - this.asked.at >= freshSeconds * 1000) this.asked = { at: now, answer: this.ask(now) };
    return this.asked.answer;
  }

  private async ask(now: number): Promise<readonly string[]> {
    const seen = await this.look(now);
    this.firstSeen = new Map(seen.map(({ what }) => [what, this.firstSeen.get(what) ?? now]));
    return seen.filter((one) => this.secondsLeft(one, now) > 0).map(({ what }) => what);
  }

  private secondsLeft({ what, secondsLeft }: Unsettled, now: number): number {
    return secondsLeft ?? settlingSeconds.unknown - (now - this.firstSeen.get(what)!) / 1000;
  }
}
