import { allPods, describeObservation } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';

/** There is a pod in the namespace `default` that no controller owns. */
export interface PodCreated {
  readonly kind: 'pod-created';
  readonly pod: string;
}

/** Ending a pod on a slow hour. */
const untilGone = { deadlineSeconds: 180, intervalSeconds: 2 } as const;

export const podCreated: ChangeKind<PodCreated> = {
  left: ({ pod }) => ({ en: `it had created the pod ${pod}`, ko: `${pod} 파드를 만들어 둔 채` }),
  repaired: () => ({ en: 'removed', ko: '지웠습니다' }),
  repair: (context, { pod }) => pollUntil(context.clock, untilGone, () => removePod(context, pod)),
};

async function removePod(context: RepairContext, name: string): Promise<Verdict> {
  const how = ['--ignore-not-found', '--grace-period=1', '--wait=false'];
  const deleted = await context.probe.kubectl(['delete', 'pod', name, ...how]);
  if (deleted.exitCode !== 0) return verdict(deleted, false, `could not delete ${name}: ${describeObservation(deleted)}`);
  context.invalidate();
  const { value, seen } = await allPods(context);
  const gone = !value.some((pod) => pod.namespace === 'default' && pod.name === name);
  return verdict(seen, gone, `${name} is ${gone ? 'gone' : 'still there'}`);
}
