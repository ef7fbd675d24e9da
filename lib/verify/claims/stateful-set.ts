import { type HeadlessService, type Lab, serviceDnsName, type Workload } from '../../model';
import { type Claim, never, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { podsOf } from '../cluster';
import { describeReply, dig, recordsOf } from '../dig';
import { describeObservation } from '../probe';
import { psql } from '../psql';
import { clusterDns, corednsHints, firstPod } from './shared';
import { keepsDataClaim } from './stateful-data';

/** "StatefulSet + headless: each pod has its own stable identity, name and address." */
export function statefulSetClaims(lab: Lab): Claim[] {
  return lab.services
    .filter((service) => service.type === 'Headless')
    .flatMap((service) => {
      const workload = lab.workloads.find(({ name, kind }) => name === service.workload && kind === 'postgres');
      return workload ? claimsFor(lab, service, workload) : [];
    });
}

function claimsFor(lab: Lab, service: HeadlessService, workload: Workload): Claim[] {
  const common = { topic: 'stateful-set', ...patient } as const;
  const pods = podNames(workload);
  const lookAt = `./lab kubectl get pods,pvc -l app=${workload.name} -o wide; ./lab kubectl describe statefulset ${workload.name}`;
  return [
    {
      ...common,
      id: `stateful-set.identities.${workload.name}`,
      sentence: { en: `The StatefulSet's pods have stable names: ${pods.join(', ')}.` },
      from: { at: 'lan' },
      lookAt,
      check: (context) => checkIdentities(context, workload),
    },
    {
      ...common,
      id: `stateful-set.addresses.${workload.name}`,
      sentence: {
        en: `Each of them has a name and an address of its own: ${pods[0]}.${service.name} is ${pods[0]} and nobody else.`,
      },
      from: firstPod(lab),
      lookAt: `${lookAt}; ${corednsHints}`,
      check: (context) => checkAddresses(context, service, workload),
    },
    ...pods.flatMap((pod): Claim[] => [
      {
        ...common,
        id: `stateful-set.answers.${pod}`,
        sentence: { en: `${pod} is a PostgreSQL server that answers to its own name with the lab's password.` },
        from: { at: 'lan' },
        lookAt: `./lab kubectl logs ${pod}`,
        check: async (context) => {
          const seen = await psql(context, pod, `${pod}.${service.name}`, 'SELECT 40 + 2');
          return verdict(seen, seen.exitCode === 0 && seen.stdout.trim() === '42', describeObservation(seen));
        },
      },
      {
        ...common,
        ...never,
        id: `stateful-set.refuses-wrong-password.${pod}`,
        sentence: { en: `${pod} lets nobody in who does not have the lab's password.` },
        from: { at: 'lan' },
        lookAt: `./lab kubectl exec ${pod} -- sh -c 'cat "$PGDATA/pg_hba.conf"'`,
        check: (context) => checkRefusal(context, pod, `${pod}.${service.name}`),
      },
    ]),
    keepsDataClaim(service, workload, pods),
  ];
}

/** `db-0`, `db-1`: the names a StatefulSet gives its pods. */
const podNames = (workload: Workload): string[] =>
  Array.from({ length: workload.replicas }, (_, index) => `${workload.name}-${index}`);

async function checkIdentities(context: VerifyContext, workload: Workload): Promise<Verdict> {
  const { value, seen } = await podsOf(context, workload.name);
  const found = value.map((pod) => `${pod.name}${pod.ready ? '' : ' (not ready)'}`);
  return verdict(
    seen,
    found.join() ===
      podNames(workload)
        .sort((one, other) => one.localeCompare(other))
        .join(),
    `pods: ${found.join(', ') || 'none'}`,
  );
}

async function checkAddresses(context: VerifyContext, service: HeadlessService, workload: Workload): Promise<Verdict> {
  const pods = await podsOf(context, workload.name);
  const names = podNames(workload);
  const questions = names.map((name) => ({ name: `${name}.${serviceDnsName(context.lab, service)}` }));
  const { replies, seen } = await dig(context, firstPod(context.lab), questions, clusterDns(context.lab));
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
