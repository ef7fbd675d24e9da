import type { ChangeKind } from '../change';
import { type NameServerStopped, nameServerStopped } from './name-server-stopped';
import { type PodCreated, podCreated } from './pod-created';
import { type PodDeleted, podDeleted } from './pod-deleted';
import { type PowerCut, powerCut } from './power-cut';
import { type RowWritten, rowWritten } from './row-written';
import { type StatefulSetScaled, statefulSetScaled } from './stateful-set-scaled';

/** What a look changes in the lab, as plain data: its repair is found again by `kind`. */
export type Change = NameServerStopped | PodCreated | PodDeleted | PowerCut | RowWritten | StatefulSetScaled;

/** Kinds and parameters are kept in files: a released one keeps its name and its meaning. */
export const changeKinds: { readonly [K in Change['kind']]: ChangeKind<Extract<Change, { kind: K }>> } = {
  'name-server-stopped': nameServerStopped,
  'pod-created': podCreated,
  'pod-deleted': podDeleted,
  'power-cut': powerCut,
  'row-written': rowWritten,
  'stateful-set-scaled': statefulSetScaled,
};
