import { type HeadlessService, IpAddress, type Lab, nodePodCidr, nodes, serviceDnsName } from '../../model';
import { type Claim, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { allPods, getService, type Pod, podsOf } from '../cluster';
import { describeReply, dig, recordsOf } from '../dig';
import { replicasOf } from '../spread';
import { clusterDns, corednsHints, firstPod } from './shared';

/** "Headless: no ClusterIP; DNS gives each pod directly." */
export function headlessClaims(lab: Lab): Claim[] {
  return [
    podRanges(lab),
    ...lab.services.filter((service) => service.type === 'Headless').flatMap((service) => claimsFor(lab, service)),
  ];
}

function podRanges(lab: Lab): Claim {
  return {
    id: 'headless.pod-ranges',
    topic: 'headless',
    sentence: { en: `Every pod has an address of its node's own part of the pod network ${lab.cluster.podCidr}.` },
    from: { at: 'lan' },
    ...patient,
    lookAt: `./lab kubectl get pods -A -o wide; ./lab ssh ${lab.workers[0]!.name} -- cat /etc/cni/net.d/10-lab.conflist`,
    check: checkPodRanges,
  };
}

function claimsFor(lab: Lab, service: HeadlessService): Claim[] {
  const common = { topic: 'headless', ...patient } as const;
  return [
    {
      ...common,
      id: `headless.no-address.${service.name}`,
      sentence: { en: `The Service ${service.name} is headless: it has no ClusterIP.` },
      from: { at: 'lan' },
      lookAt: `./lab kubectl get service ${service.name} -o yaml`,
      check: async (context) => {
        const { value, seen } = await getService(context, service.name);
        return verdict(seen, value.spec.clusterIP === 'None', `clusterIP ${value.spec.clusterIP}`);
      },
    },
    {
      ...common,
      id: `headless.records.${service.name}`,
      sentence: { en: `DNS gives each pod behind ${service.name} directly: one address for each ready pod.` },
      from: firstPod(lab),
      lookAt: `./lab kubectl get endpointslices -l kubernetes.io/service-name=${service.name}; ${corednsHints}`,
      check: (context) => checkRecords(context, service),
    },
  ];
}

async function checkRecords(context: VerifyContext, service: HeadlessService): Promise<Verdict> {
  const pods = await podsOf(context, service.workload);
  const ready = pods.value.filter((pod) => pod.ready).map((pod) => pod.address);
  const planned = replicasOf(context.lab, service.workload);
  if (ready.length !== planned)
    return verdict(pods.seen, false, `${ready.length} pods of ${service.workload} are ready, ${planned} are planned`);
  const { replies, seen } = await dig(
    context,
    firstPod(context.lab),
    [{ name: serviceDnsName(context.lab, service) }],
    clusterDns(context.lab),
  );
  const ok = recordsOf(replies[0]!, 'A').join() === [...ready].sort().join();
  return verdict(seen, ok, `${describeReply(replies[0]!)}${ok ? '' : `; the ready pods are at ${ready.join(', ')}`}`);
}

/** Pods on the host's network have their node's address and are left out. */
async function checkPodRanges(context: VerifyContext): Promise<Verdict> {
  const { value, seen } = await allPods(context);
  const placed = value.filter((pod) => !pod.hostNetwork && pod.address && pod.node);
  const strays = placed.filter((pod) => !isInRange(context.lab, pod));
  const found = strays.map((pod) => `${pod.name} on ${pod.node} has ${pod.address}`);
  return verdict(
    seen,
    placed.length > 0 && strays.length === 0,
    found.join('; ') || `${placed.length} pods, each in its node's range`,
  );
}

function isInRange(lab: Lab, pod: Pod): boolean {
  const node = nodes(lab).find(({ name }) => name === pod.node);
  return node !== undefined && nodePodCidr(lab, node).contains(IpAddress.parse(pod.address));
}
