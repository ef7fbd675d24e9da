import type { ChangeKind } from './change';
import { type Change, changeKinds } from './changes';
import type { LookContext, Sentence, Verdict } from './claim';

/** What a repair needs. */
export type RepairContext = Pick<LookContext, 'lab' | 'probe' | 'clock'>;

const kindOf = (change: Change): ChangeKind<Change> => changeKinds[change.kind] as ChangeKind<Change>;

/** Whether a change read from a file is one that this version repairs. */
export const isKnownChange = ({ kind }: { readonly kind: string }): boolean => Object.hasOwn(changeKinds, kind);

/** What the lab is like until the change is repaired, as the end of "an earlier command was ended while". */
export const describeChange = (change: Change): Sentence => kindOf(change).left(change);

/** What the repair of the change does. */
export const describeRepair = (change: Change): Sentence => kindOf(change).repaired(change);

/** Undoes the change, whatever of it was made, and says whether the lab was seen to be as before. */
export const repairChange = (context: RepairContext, change: Change): Promise<Verdict> =>
  kindOf(change).repair(forRepair(context), change);

/**
 * A repair sees the lab with eyes of its own: a command or a look that it shared with a claim would end with that claim.
 */
const forRepair = ({ lab, clock, probe }: RepairContext): LookContext => ({
  lab,
  clock,
  look: (_key, take) => take(),
  forget: () => undefined,
  probe: {
    files: probe.files,
    kubectl: (args, options) => probe.kubectl(args, options),
    exec: (from, argv, options) => probe.exec(from, argv, { ...options, apart: true }),
  },
});
