import type { Step } from '../../host/progress';
import type { Context } from '../context';
import { forgetBoots, isReadySince, notedBoots } from './boots';
import { type KubernetesObject, waitForPods } from './cluster-state';

/** Seconds. An emulated cluster on a slow hour needs a third; waiting ends as soon as the condition is true. */
const deadline = 30 * 60;

/** Waits until every pod is Ready. */
export const waitForWorkloads = (context: Context, { detail }: Step): Promise<void> =>
  waitForPods(context, { deadline, onObservation: detail, isReady: readyAgain(context) });

/** The same once everything is made: from then on what the API server tells counts. */
export async function settleWorkloads(context: Context, step: Step): Promise<void> {
  await waitForWorkloads(context, step);
  forgetBoots(context);
}

/** What the API server tells of a boot before the last one does not count. */
export function readyAgain(context: Context): (object: KubernetesObject) => boolean {
  const boots = notedBoots(context);
  return (object) => isReadySince(boots, object);
}
