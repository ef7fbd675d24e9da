import { describeObservation, type Observation } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { hasMachine, nothingLeft } from './still-there';

/** One command of a sabotage: a script of `sh -e` as root on a machine or at the gateway, or kubectl as the lab's administrator. */
export type Step =
  | { readonly machine: string; readonly script: string }
  | { readonly gateway: string }
  /** `input` is kubectl's standard input. */
  | { readonly kubectl: readonly string[]; readonly input?: string };

/** The tests of this project broke the lab. The repair is kept with the change, because commands of users know no sabotages. */
export interface Sabotaged {
  readonly kind: 'sabotaged';
  readonly id: string;
  /** In this order. Each succeeds whatever of the sabotage was done, and again after it has succeeded. */
  readonly repair: readonly Step[];
}

/** A component of the control plane that starts again on a slow hour. */
const untilRepaired = { deadlineSeconds: 420, intervalSeconds: 5 } as const;

/** Seconds. A rollout on an emulated machine takes minutes. */
const stepLimit = 660;

export const sabotaged: ChangeKind<Sabotaged> = {
  left: ({ id }) => ({ en: `it had sabotaged the lab (${id})`, ko: `랩을 고장 낸 채(${id})` }),
  repaired: () => ({ en: 'repaired', ko: '고쳤습니다' }),
  repair: async (context, { id, repair }) => {
    let last = nothingLeft(`${id} needs no repair`);
    for (const step of repair) {
      last = await pollUntil(context.clock, untilRepaired, () => runStep(context, step));
      if (!last.ok) return last;
    }
    return last;
  },
};

/** Runs one command, and says whether it succeeded. What belongs to a machine that the lab has no more is gone with it. */
export async function runStep(context: RepairContext, step: Step): Promise<Verdict> {
  if ('machine' in step && !hasMachine(context.lab, step.machine)) return nothingLeft(`${step.machine} is no machine of the lab`);
  const seen = await run(context, step);
  return verdict(seen, seen.exitCode === 0, describeObservation(seen));
}

function run({ probe }: RepairContext, step: Step): Promise<Observation> {
  const options = { timeoutSeconds: stepLimit, apart: true };
  if ('kubectl' in step) return probe.kubectl(step.kubectl, { ...options, input: step.input });
  if ('gateway' in step) return probe.exec({ at: 'gateway' }, ['sh', '-ec', step.gateway], options);
  return probe.exec({ at: 'machine', name: step.machine }, ['sudo', 'sh', '-ec', step.script], options);
}
