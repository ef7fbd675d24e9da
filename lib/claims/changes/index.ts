import { type ChangeKind, repairBy, type RepairTarget, type Sentence, type Verdict } from '../../verify';
import { type NameServerStopped, nameServerStopped } from './name-server-stopped';
import { type PodCreated, podCreated } from './pod-created';
import { type PodDeleted, podDeleted } from './pod-deleted';
import { type PowerCut, powerCut } from './power-cut';
import { type RowWritten, rowWritten } from './row-written';
import { type RulesTraced, rulesTraced } from './rules-traced';
import { type Sabotaged, sabotaged } from './sabotaged';
import { type ServiceCreated, serviceCreated } from './service-created';
import { type StatefulSetScaled, statefulSetScaled } from './stateful-set-scaled';

export { type RulesTraced, rulesTraced };
export { runStep, type Sabotaged, type Step } from './sabotaged';

/** Whatever is changed in the lab to look at it. */
export type Change =
  | NameServerStopped
  | PodCreated
  | PodDeleted
  | PowerCut
  | RowWritten
  | RulesTraced
  | Sabotaged
  | ServiceCreated
  | StatefulSetScaled;

/** Kinds and parameters are kept in files: a released one keeps its name and its meaning. */
const changeKinds: { readonly [K in Change['kind']]: ChangeKind<Extract<Change, { kind: K }>> } = {
  'name-server-stopped': nameServerStopped,
  'pod-created': podCreated,
  'pod-deleted': podDeleted,
  'power-cut': powerCut,
  'row-written': rowWritten,
  'rules-traced': rulesTraced,
  sabotaged,
  'service-created': serviceCreated,
  'stateful-set-scaled': statefulSetScaled,
};

const kindOf = (change: Change): ChangeKind<Change> => changeKinds[change.kind] as ChangeKind<Change>;

/** Whether a change read from a file is one that this version repairs. */
export const isKnownChange = ({ kind }: { readonly kind: string }): boolean => Object.hasOwn(changeKinds, kind);

/** What the lab is like until the change is repaired, as the end of "an earlier command was ended while". */
export const describeChange = (change: Change): Sentence => kindOf(change).left(change);

/** What the repair of the change does. */
export const describeRepair = (change: Change): Sentence => kindOf(change).repaired(change);

/** Undoes the change, whatever of it was made, and says whether the lab was seen to be as before. */
export const repairChange = (target: RepairTarget, change: Change): Promise<Verdict> => repairBy(target, kindOf(change), change);
