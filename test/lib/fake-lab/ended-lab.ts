import type { Observation } from '../../../lib/probe';
import { FakeChanges } from './fake-changes';
import { FakeLab } from './fake-lab';

/** The way in which a command ended before its time: a signal that it notices, or SIGKILL. */
export type End = 'interrupted' | 'killed';

export class Ended extends Error {}

/**
 * A lab whose looking is ended at a command: before the lab got it, or when it was done and nobody hears of it. No command runs
 * afterwards, but for repairs after an interruption.
 */
export class EndedLab extends FakeLab {
  /** How many commands were asked for, repairs apart. */
  asked = 0;
  /** The command at which it ends, and whether the lab still does it. Default: none. */
  end?: { readonly how: End; readonly at: number; readonly done: boolean };
  private repairing = false;
  readonly changes = new (class extends FakeChanges {
    constructor(private readonly ended: EndedLab) {
      super();
    }
    override uninterrupted<T>(work: () => Promise<T>): Promise<T> {
      return this.ended.uninterrupted(work);
    }
  })(this);

  override exec(...args: Parameters<FakeLab['exec']>): Promise<Observation> {
    return this.ask(() => super.exec(...args));
  }

  override kubectl(...args: Parameters<FakeLab['kubectl']>): Promise<Observation> {
    return this.ask(() => super.kubectl(...args));
  }

  private get isOver(): boolean {
    return this.end !== undefined && this.asked >= this.end.at;
  }

  private async ask(run: () => Promise<Observation>): Promise<Observation> {
    if (this.repairing) return run();
    this.asked += 1;
    if (!this.isOver) return run();
    if (this.asked === this.end!.at && this.end!.done) await run();
    throw new Ended(this.end!.how);
  }

  private async uninterrupted<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver && this.end!.how === 'killed') throw new Ended('killed');
    this.repairing = true;
    try {
      return await work();
    } finally {
      this.repairing = false;
    }
  }
}
