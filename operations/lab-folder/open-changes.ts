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

/** A command has paused the machines, or is bringing them back to a checkpoint. Only the hypervisor can undo that. */
export type MachineChange =
  { readonly kind: 'machines-paused' } | { readonly kind: 'machines-reset'; readonly checkpoint: string };

/** What a command changed in the lab and did not undo yet. */
export interface OpenChange {
  readonly change: Change | BrokenByExercise | MachineChange;
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
    return this.all().filter((open): open is Leftover => open.change.kind !== 'exercise' && !isOfMachines(open.change));
  }

  /** What was begun with the machines as a whole. */
  ofMachines(): readonly MachineChange[] {
    return this.all()
      .map(({ change }) => change)
      .filter(isOfMachines);
  }

  /**
   * The lab was brought back to a moment at which these exercises were broken: whatever was changed since is not any more, and nothing
   * of the machines is half done. One write, so that a kill leaves all of it or none.
   */
  bringBack(exercises: readonly string[], by: string): void {
    const since = new Date().toISOString();
    this.file.set(exercises.map((id) => ({ change: { kind: 'exercise', id }, by, since })));
  }

  /** A change of the machines takes the place of one before: they are in one state only. */
  add(change: OpenChange['change'], by: string, left?: Sentence): void {
    const others = isOfMachines(change) ? this.all().filter((open) => !isOfMachines(open.change)) : this.without(change);
    this.file.set([...others, { change, by, since: new Date().toISOString(), ...(left && { left }) }]);
  }

  remove(change: OpenChange['change']): void {
    this.file.set(this.without(change));
  }

  private without(change: OpenChange['change']): OpenChange[] {
    const text = JSON.stringify(change);
    return this.all().filter((open) => JSON.stringify(open.change) !== text);
  }
}

const isOfMachines = (change: OpenChange['change']): change is MachineChange =>
  change.kind === 'machines-paused' || change.kind === 'machines-reset';
