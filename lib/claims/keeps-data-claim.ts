import type { HeadlessService, Workload } from '../model';
import { describeObservation, type Observation, type Pod, podsOf } from '../probe';
import { type Claim, together, verdict, type Verdict, type VerifyContext, withChange } from '../verify';
import { podDeleted } from './changes/pod-deleted';
import { type Databases, keepsRow } from './checks/row';
import { isAbout, unsettledWith } from './disturbance';
import { podNames } from './stateful-names';

/** The first pod keeps its name and its data when it is deleted, and the second never had them. */
export function keepsDataClaim(service: HeadlessService, workload: Workload): Claim {
  const [pod, other] = podNames(workload) as [string, string?];
  const not = other ? { en: `, and ${other} does not have it`, ko: ` ${other} 파드에는 그 행이 없다.` } : { en: '', ko: '' };
  return {
    id: `stateful-set.keeps-data.${workload.name}`,
    topic: 'stateful-set',
    sentence: {
      en: `A row written to ${pod} is still there after its pod was deleted and came back under the same name${not.en}.`,
      ko: `${pod} 파드에 쓴 행은 파드를 지워도 같은 이름으로 다시 생긴 파드에 남아 있다.${not.ko}`,
    },
    from: { at: 'workload', pod },
    deadlineSeconds: 120,
    intervalSeconds: 5,
    changes: `pods of ${workload.name}`,
    disturbs: isAbout([workload.name, service.name, ...podNames(workload)]),
    unsettles: unsettledWith(workload.name),
    lookAt: `./lab kubectl get pv,pvc,pods -l app=${workload.name} -o wide; ./lab kubectl describe pod ${pod}`,
    check: (context) => checkKeepsData(context, { workload, service, pod, other }),
  };
}

async function checkKeepsData(context: VerifyContext, databases: Databases): Promise<Verdict> {
  const { pod } = databases;
  const before = await findPod(context, databases);
  if (!before.pod?.ready) return verdict(before.seen, false, `${pod} is not ready`);
  return keepsRow(context, databases, () => deletePod(context, databases, before.pod!));
}

/** Deletes the pod and waits until there is another one of its name. */
async function deletePod(context: VerifyContext, databases: Databases, before: Pod): Promise<Verdict> {
  const { pod, workload } = databases;
  const changed = await withChange(context, podDeleted, { kind: 'pod-deleted', statefulSet: workload.name, pod }, async () => {
    const deleted = await context.probe.kubectl(['delete', 'pod', pod, '--wait=false']);
    return verdict(deleted, deleted.exitCode === 0, `could not delete ${pod}: ${describeObservation(deleted)}`);
  });
  if (!together(changed).ok) return together(changed);
  context.invalidate();
  const now = await findPod(context, databases);
  const isNew = now.pod !== undefined && now.pod.uid !== before.uid;
  return verdict(now.seen, isNew, isNew ? changed.repaired.evidence : `${pod} was deleted and is still the same pod`);
}

async function findPod(
  context: VerifyContext,
  { workload, pod }: Databases,
): Promise<{ readonly pod?: Pod; readonly seen: Observation }> {
  const { value, seen } = await podsOf(context, workload.name);
  return { pod: value.find(({ name }) => name === pod), seen };
}
