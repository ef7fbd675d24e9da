import { governingService, type HeadlessService, type Lab, serviceDnsName, type Workload } from '../model';
import { describeObservation, describeReply, dig, get, podsOf, psql, recordsOf } from '../probe';
import { type Claim, forbidden, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { lastPod } from './toolbox-pods';
import { clusterDns } from './dns-plan';
import { keepsDataClaim } from './keeps-data-claim';
import { statefulDisruptionClaims } from './stateful-disruption-claims';
import { podNames } from './stateful-names';

const topic = 'stateful-set' as const;

/** "StatefulSet + headless: each pod has its own stable identity, name and address." */
export function statefulSetClaims(lab: Lab): Claim[] {
  return lab.workloads
    .filter(({ kind }) => kind === 'postgres')
    .flatMap((workload) => claimsFor(lab, governingService(lab, workload), workload));
}

function claimsFor(lab: Lab, service: HeadlessService, workload: Workload): Claim[] {
  const { name } = workload;
  const pods = podNames(workload);
  const common = {
    topic,
    ...eventually,
    lookAt: `./lab kubectl get pods,pvc -l app=${name} -o wide; ./lab kubectl describe statefulset ${name}`,
  } as const;
  return [
    {
      ...common,
      id: `stateful-set.identities.${name}`,
      sentence: {
        en: `The StatefulSet's pods have stable names: ${pods.join(', ')}.`,
        ko: `스테이트풀셋의 파드는 이름이 변하지 않는다: ${pods.join(', ')}.`,
      },
      from: { at: 'lan' },
      check: (context) => checkIdentities(context, workload),
    },
    ...(pods.length > 1 ? [ordered(common, workload)] : []),
    {
      ...common,
      id: `stateful-set.addresses.${name}`,
      sentence: {
        en: `Each of them has a name and an address of its own: ${pods[0]}.${service.name} is ${pods[0]} and nobody else.`,
        ko: `파드마다 자기 이름과 주소가 있다. ${pods[0]}.${service.name} 이름은 ${pods[0]} 파드만 가리킨다.`,
      },
      from: lastPod(lab),
      lookAt: `${common.lookAt}; ${corednsHints}`,
      check: (context) => checkPodAddresses(context, service, workload),
    },
    ...pods.flatMap((pod) => answers(service, pod)),
    keepsDataClaim(service, workload),
    ...statefulDisruptionClaims(service, workload),
  ];
}

function answers(service: HeadlessService, pod: string): Claim[] {
  const host = `${pod}.${service.name}`;
  const from = { at: 'workload', pod } as const;
  return [
    {
      topic,
      ...eventually,
      id: `stateful-set.answers.${pod}`,
      sentence: {
        en: `${pod} is a PostgreSQL server that answers to its own name with the lab's password.`,
        ko: `${pod} 파드는 PostgreSQL 서버이고, 자기 이름과 랩의 암호로 접속하면 응답한다.`,
      },
      from,
      lookAt: `./lab kubectl logs ${pod}`,
      check: async (context) => {
        const seen = await psql(context, pod, host, 'SELECT 40 + 2');
        return verdict(seen, seen.exitCode === 0 && seen.stdout.trim() === '42', describeObservation(seen));
      },
    },
    {
      topic,
      ...forbidden,
      id: `stateful-set.refuses-wrong-password.${pod}`,
      sentence: {
        en: `${pod} lets nobody in who does not have the lab's password.`,
        ko: `${pod} 파드는 랩의 암호를 모르면 접속을 거부한다.`,
      },
      from,
      lookAt: `./lab kubectl exec ${pod} -- sh -c 'cat "$PGDATA/pg_hba.conf"'`,
      check: (context) => checkRefusal(context, pod, host),
    },
  ];
}

async function checkIdentities(context: VerifyContext, workload: Workload): Promise<Verdict> {
  const { value, seen } = await podsOf(context, workload.name);
  const found = value.map((pod) => `${pod.name}${pod.ready ? '' : ' (not ready)'}`).sort();
  return verdict(seen, found.join() === podNames(workload).sort().join(), `pods: ${found.join(', ') || 'none'}`);
}

interface VolumeObject {
  readonly spec: { readonly claimRef?: { readonly namespace?: string; readonly name?: string } };
  readonly status?: { readonly phase?: string; readonly lastPhaseTransitionTime?: string };
}

/**
 * A pod's claim is bound to a volume when the pod is first placed, and stays bound when the pod goes. So the times of binding tell the
 * order (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#phase-transition-timestamp). The claims' ages do not: they are
 * made before the pods.
 */
function ordered(common: Pick<Claim, 'topic' | 'deadlineSeconds' | 'intervalSeconds'>, workload: Workload): Claim {
  const pods = podNames(workload);
  const columns = 'CLAIM:.spec.claimRef.name,BOUND:.status.lastPhaseTransitionTime';
  return {
    ...common,
    lookAt: `./lab kubectl get pv -o custom-columns=${columns}; ./lab kubectl describe statefulset ${workload.name}`,
    id: `stateful-set.ordered.${workload.name}`,
    sentence: {
      en: `The pods were created one after another, ${pods[0]} first: each waits until the one before it is ready.`,
      ko: `파드는 ${pods[0]}부터 차례로 만들어졌다. 각 파드는 앞의 파드가 준비된 뒤에 만들어진다.`,
    },
    from: { at: 'lan' },
    check: async (context) => {
      const { value, seen } = await get<{ items?: readonly VolumeObject[] }>(context, 'pv');
      const bound = pods.map((pod) => boundAt(value.items ?? [], `data-${pod}`));
      const times = bound.map((time) => Date.parse(time ?? ''));
      const ok = times.every((time, index) => !Number.isNaN(time) && (index === 0 || time > times[index - 1]!));
      return verdict(seen, ok, pods.map((pod, index) => `${pod} ${bound[index] ?? 'never'}`).join(', '));
    },
  };
}

/** When the claim of this name was bound to its volume; undefined where it is not. */
const boundAt = (volumes: readonly VolumeObject[], claim: string): string | undefined =>
  volumes.find(({ spec: { claimRef }, status }) => claimRef?.name === claim && status?.phase === 'Bound')?.status
    ?.lastPhaseTransitionTime;

async function checkPodAddresses(context: VerifyContext, service: HeadlessService, workload: Workload): Promise<Verdict> {
  const pods = await podsOf(context, workload.name);
  const names = podNames(workload);
  const questions = names.map((name) => ({ name: `${name}.${serviceDnsName(context.lab, service)}` }));
  const { replies, seen } = await dig(context, lastPod(context.lab), questions, clusterDns(context.lab));
  const own = names.map((name) => pods.value.find((pod) => pod.name === name)?.address);
  const given = replies.map((reply) => recordsOf(reply, 'A').join());
  const ok = given.every((address, index) => address !== '' && address === own[index]) && new Set(given).size === given.length;
  return verdict(
    seen,
    ok,
    `${replies.map(describeReply).join('; ')}${ok ? '' : `; the pods are at ${own.map((address) => address ?? 'nowhere').join(', ')}`}`,
  );
}

async function checkRefusal(context: VerifyContext, pod: string, host: string): Promise<Verdict> {
  const seen = await psql(context, pod, host, 'SELECT 1', { password: 'wrong' });
  if (seen.exitCode === 0) return { ...verdict(seen, false, `${host} accepted a wrong password`), final: true };
  return verdict(seen, /password authentication failed/.test(seen.stderr), describeObservation(seen));
}
