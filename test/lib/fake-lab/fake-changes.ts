import type { Change } from '../../../lib/claims';
import type { ChangeLog } from '../../../lib/verify';

/** Changes recorded in memory. What they are left with outlives the process that is played to be killed. */
export class FakeChanges implements ChangeLog {
  /** Recorded and not repaired. */
  readonly open: Change[] = [];

  begin(change: Change): Promise<void> {
    this.open.push(change);
    return Promise.resolve();
  }

  end(change: Change): Promise<void> {
    this.open.splice(this.open.indexOf(change), 1);
    return Promise.resolve();
  }

  uninterrupted<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}
