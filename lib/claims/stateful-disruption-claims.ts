import type { HeadlessService, Workload } from '../model';
import { scale, statefulSetScaled, waitForPods } from './changes/stateful-set-scaled';
import { bootOf, podsOf } from '../probe';
import { type Claim, verdict, type Verdict, type VerifyContext, withChange } from '../verify';
import { type Databases, keepsRow } from './checks/row';
import { withoutPower } from './checks/without-power';
import { podNames } from './stateful-names';

const common = { topic: 'stateful-set', deadlineSeconds: 60, intervalSeconds: 5, disruptive: true } as const;
const hints = ({ name }: Workload) =>
  `./lab kubectl get pods,pv,pvc -l app=${name} -o wide; ./lab kubectl describe statefulset ${name}`;

/** What a StatefulSet promises through a power cut, and when it shrinks. */
export function statefulDisruptionClaims(service: HeadlessService, workload: Workload): Claim[] {
  return [survivesPowerCut(service, workload), ...(workload.replicas > 1 ? [lastGoesFirst(workload)] : [])];
}

function survivesPowerCut(service: HeadlessService, workload: Workload): Claim {
  const [pod, other] = podNames(workload) as [string, string?];
  return {
    ...common,
    id: `stateful-set.survives-power-cut.${workload.name}`,
    sentence: {
      en: `A row written to ${pod} is still there after its node lost power and booted again.`,
      ko: `${pod} 파드에 쓴 행은 그 노드의 전원이 끊겼다가 다시 켜져도 남아 있다.`,
    },
    from: { at: 'workload', pod },
    lookAt: hints(workload),
    check: (context) => checkPowerCut(context, { service, workload, pod, other }),
  };
}

async function checkPowerCut(context: VerifyContext, databases: Databases): Promise<Verdict> {
  const { value, seen } = await podsOf(context, databases.workload.name);
  const pod = value.find(({ name }) => name === databases.pod);
  const node = context.lab.workers.find(({ name }) => name === pod?.node);
  const boot = node && (await bootOf(context, node.name));
  if (!pod?.ready || !node || !boot) return verdict(seen, false, `${databases.pod} is not ready`);
  return keepsRow(context, databases, () => withoutPower(context, { node: node.name, boot }));
}

function lastGoesFirst(workload: Workload): Claim {
  const last = podNames(workload).at(-1)!;
  return {
    ...common,
    id: `stateful-set.last-goes-first.${workload.name}`,
    sentence: {
      en: `With one pod less it is ${last} that goes, the one created last; with one more it comes back under its name.`,
      ko: `파드를 하나 줄이면 마지막에 만들어진 ${last} 파드가 없어지고, 다시 하나 늘리면 같은 이름으로 돌아온다.`,
    },
    from: { at: 'lan' },
    lookAt: hints(workload),
    check: (context) => checkLastGoesFirst(context, workload),
  };
}

async function checkLastGoesFirst(context: VerifyContext, workload: Workload): Promise<Verdict> {
  const { value: before } = await podsOf(context, workload.name);
  const stay = before.filter(({ name }) => name !== podNames(workload).at(-1)!);
  const { name, replicas } = workload;
  const change = { kind: 'stateful-set-scaled', statefulSet: name, replicas } as const;
  const { shown: shrunk, repaired: back } = await withChange(context, statefulSetScaled, change, async () => {
    const fewer = await scale(context, name, replicas - 1);
    return fewer.ok ? waitForPods(context, name, replicas - 1) : fewer;
  });
  context.invalidate();
  const { value: after, seen } = await podsOf(context, name);
  const replaced = stay.filter(({ uid }) => !after.some((pod) => pod.uid === uid)).map(({ name }) => name);
  const kept = verdict(
    seen,
    replaced.length === 0,
    replaced.length > 0 ? `${replaced.join(', ')} did not stay` : 'the others stayed',
  );
  const broken = [shrunk, back, kept].find(({ ok }) => !ok);
  return { ...(broken ?? { ...kept, evidence: `${shrunk.evidence}; ${back.evidence}; ${kept.evidence}` }), final: true };
}
