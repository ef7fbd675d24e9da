import type { AnyChange } from './change';
import type { ChangeKind } from './change-kind';
import type { RepairContext } from './verify-context';
import type { Verdict } from './verdict';

/** The lab to repair, and the ways to it. */
export type RepairTarget = Pick<RepairContext, 'lab' | 'probe' | 'clock'>;

/** Undoes the change, whatever of it was made, and says whether the lab was seen to be as before. */
export const repairBy = <Change extends AnyChange>(
  target: RepairTarget,
  kind: ChangeKind<Change>,
  change: Change,
): Promise<Verdict> => kind.repair(forRepair(target), change);

/**
 * A repair shares no command and no observation with a claim: those would end when the claim ends.
 */
const forRepair = ({ lab, clock, probe }: RepairTarget): RepairContext => ({
  lab,
  clock,
  observe: (_key, take) => take(),
  invalidate: () => undefined,
  probe: {
    files: probe.files,
    kubectl: (args, options) => probe.kubectl(args, options),
    exec: (from, argv, options) => probe.exec(from, argv, { ...options, apart: true }),
  },
});
