import { labFiles } from '../../host/lab-files';
import type { Change } from '../../lib/claims';
import type { Sentence } from '../../lib/verify';
import type { Context } from '../context';
import { StateEntry } from './state-entry';

/** An exercise: the lab stays broken until `fix`, on purpose. */
export interface BrokenByExercise {
  readonly kind: 'exercise';
  readonly id: string;
}

/** What a command changed in the lab and did not undo yet. */
export interface OpenChange {
  readonly change: Change | BrokenByExercise;
  /** The command: `verify`. */
  readonly by: string;
  /** When, by this machine's clock: ISO 8601. */
  readonly since: string;
  /** What the lab is like until it is undone, for a version that does not know this kind. An exercise does not tell. */
  readonly left?: Sentence;
}

/** A change that a look made, which the next command repairs. */
export type Leftover = OpenChange & { readonly change: Change };

/** What is changed in a lab, oldest first, in `.lab/NAME/changes.json`. It is on the disk before the lab is changed. */
export class OpenChanges {
  private readonly file: StateEntry<readonly OpenChange[]>;

  constructor({ stateDir }: Pick<Context, 'stateDir'>) {
    this.file = new StateEntry(labFiles(stateDir).changes);
  }

  all(): readonly OpenChange[] {
    return this.file.get() ?? [];
  }

  /** Exercises that are broken, wholly or by halves. */
  exercises(): readonly string[] {
    return this.all().flatMap(({ change }) => (change.kind === 'exercise' ? [change.id] : []));
  }

  /** What looks left behind. */
  leftovers(): readonly Leftover[] {
    return this.all().filter((open): open is Leftover => open.change.kind !== 'exercise');
  }

  add(change: OpenChange['change'], by: string, left?: Sentence): void {
    this.file.set([...this.without(change), { change, by, since: new Date().toISOString(), ...(left && { left }) }]);
  }

  remove(change: OpenChange['change']): void {
    this.file.set(this.without(change));
  }

  private without(change: OpenChange['change']): OpenChange[] {
    const text = JSON.stringify(change);
    return this.all().filter((open) => JSON.stringify(open.change) !== text);
  }
}
