import type { Lab } from '../../lib/model';
import { nodes } from '../../lib/model';
import { labFiles } from '../../host/lab-files';
import type { Context } from '../context';
import { StateEntry } from '../lab-folder/state-entry';
import { isReady, type KubernetesObject } from './cluster-state';

/**
 * When `up` switched machines on, by their names. After a power cut the API server still tells of the boot before: its nodes and
 * pods look Ready until each kubelet has reported again. Noted before a machine starts, so that an interrupted `up` loses none.
 */
export type Boots = Readonly<Record<string, string>>;

const noted = (context: Pick<Context, 'stateDir'>) => new StateEntry<Boots>(labFiles(context.stateDir).boots);

/** Notes that a machine is being switched on now. Machines that are no nodes are left out. */
export function noteBoot(context: Pick<Context, 'stateDir'> & { lab: Lab }, machine: string): void {
  if (!nodes(context.lab).some(({ name }) => name === machine)) return;
  noted(context).set({ ...notedBoots(context), [machine]: new Date().toISOString() });
}

export const notedBoots = (context: Pick<Context, 'stateDir'>): Boots => noted(context).get() ?? {};

/** Every pod has been seen Ready since: nothing of the boots before is left in the API server. */
export const forgetBoots = (context: Pick<Context, 'stateDir'>): void => noted(context).remove();

/** Whether a node or a pod is Ready, and what says so was reported since its machine was switched on. */
export function isReadySince(boots: Boots, object: KubernetesObject): boolean {
  if (!isReady(object)) return false;
  const boot = boots[object.spec?.nodeName ?? object.metadata.name];
  if (boot === undefined) return true;
  const reported = object.spec?.nodeName === undefined ? heartbeats(object) : containerStarts(object);
  return reported.every((time) => time !== undefined && Date.parse(time) >= Date.parse(boot));
}

/** A kubelet reports its node's status at its start (https://kubernetes.io/docs/reference/node/node-status/#heartbeats). */
const heartbeats = ({ status }: KubernetesObject): (string | undefined)[] =>
  (status?.conditions ?? []).filter(({ type }) => type === 'Ready').map(({ lastHeartbeatTime }) => lastHeartbeatTime);

/** No container outlives its machine's boot. */
const containerStarts = ({ status }: KubernetesObject): (string | undefined)[] =>
  (status?.containerStatuses ?? []).map(({ state }) => state?.running?.startedAt);
