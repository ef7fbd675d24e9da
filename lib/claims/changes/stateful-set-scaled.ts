import { describeObservation, podsOf } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { untilBack } from './pod-deleted';
import { nothingLeft, replicasOf } from './still-there';

/** A StatefulSet has another number of pods than before. */
export interface StatefulSetScaled {
  readonly kind: 'stateful-set-scaled';
  readonly statefulSet: string;
  /** How many it had. */
  readonly replicas: number;
}

export const statefulSetScaled: ChangeKind<StatefulSetScaled> = {
  left: ({ statefulSet }) => ({
    en: `it had shrunk the StatefulSet ${statefulSet}`,
    ko: `StatefulSet ${statefulSet}의 파드를 줄인 채`,
  }),
  repaired: ({ replicas }) => ({ en: `it has its ${replicas} pods again`, ko: `다시 파드가 ${replicas}개입니다` }),
  repair: async (context, { statefulSet, replicas }) => {
    let gone = false;
    const scaled = await pollUntil(context.clock, untilBack, async () => {
      const seen = await scale(context, statefulSet, replicas);
      gone = !seen.ok && (await replicasOf(context, statefulSet)) === 0;
      return gone ? nothingLeft(`there is no StatefulSet ${statefulSet} any more`) : seen;
    });
    return scaled.ok && !gone ? waitForPods(context, statefulSet, replicas) : scaled;
  },
};

export async function scale(context: RepairContext, statefulSet: string, replicas: number): Promise<Verdict> {
  const seen = await context.probe.kubectl(['scale', 'statefulset', statefulSet, `--replicas=${replicas}`]);
  return verdict(seen, seen.exitCode === 0, `could not scale ${statefulSet}: ${describeObservation(seen)}`);
}

/** Waits until the StatefulSet has the pods that follow from their number, all ready, and no others. */
export const waitForPods = (context: RepairContext, statefulSet: string, replicas: number): Promise<Verdict> =>
  pollUntil(context.clock, untilBack, async () => {
    context.invalidate();
    const { value, seen } = await podsOf(context, statefulSet);
    const found = value.map(({ name, ready }) => `${name}${ready ? '' : ' (not ready)'}`).sort();
    const planned = Array.from({ length: replicas }, (_, index) => `${statefulSet}-${index}`).sort();
    return verdict(seen, found.join() === planned.join(), `pods: ${found.join(', ') || 'none'}`);
  });
