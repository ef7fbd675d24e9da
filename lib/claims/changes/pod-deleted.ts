import { podsOf } from '../../probe';
import { type ChangeKind, pollUntil, verdict } from '../../verify';
import { hasPod, nothingLeft } from './still-there';

/** A pod of a StatefulSet was deleted. The cluster makes it again: there is nothing to do but to wait. */
export interface PodDeleted {
  readonly kind: 'pod-deleted';
  readonly statefulSet: string;
  readonly pod: string;
}

/** A pod's restart and PostgreSQL's recovery, on a slow hour. */
export const untilBack = { deadlineSeconds: 420, intervalSeconds: 5 } as const;

export const podDeleted: ChangeKind<PodDeleted> = {
  left: ({ pod }) => ({ en: `it had deleted the pod ${pod}`, ko: `${pod} 파드를 지운 채` }),
  repaired: () => ({ en: 'it is back', ko: '다시 생겼습니다' }),
  repair: (context, { statefulSet, pod }) =>
    pollUntil(context.clock, untilBack, async () => {
      context.invalidate();
      const { value, seen } = await podsOf(context, statefulSet);
      const now = value.find(({ name }) => name === pod);
      if (!now && !(await hasPod(context, statefulSet, pod))) return nothingLeft(`${statefulSet} has no pod ${pod} any more`);
      // One that is ending is not ready.
      const state = !now ? 'is gone' : now.ready ? 'is back' : 'is not ready';
      return verdict(seen, now?.ready ?? false, `after its deletion ${pod} ${state}`);
    }),
};
