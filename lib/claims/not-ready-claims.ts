import { type HeadlessService, type Lab, serviceDnsName } from '../model';
import { describeObservation, describeReply, dig, podsOf, recordsOf } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext } from '../verify';
import { workloadOf } from './checks/spread';
import { corednsHints } from './coredns-hints';
import { isAbout, restsOnRules } from './disturbance';
import { lastPod } from './toolbox-pods';
import { clusterDns } from './dns-plan';
import { podCreated } from './changes/pod-created';
import { whileCreated } from './while-created';

/** The pod that never becomes ready; removed again whatever happens. */
export const neverReady = 'lab-verify-not-ready';

/** "DNS gives each pod directly" means each ready pod. Claimed once only, because it needs an extra pod. */
export function notReadyClaims(lab: Lab): Claim[] {
  const services = lab.services.filter((service) => service.type === 'Headless');
  // A pod of a StatefulSet would need a volume; a plain one shows the same.
  const service = services.find(({ workload }) => workloadOf(lab, workload).kind === 'api-tester') ?? services[0];
  return service ? [claim(lab, service)] : [];
}

function claim(lab: Lab, service: HeadlessService): Claim {
  return {
    id: `headless.not-ready.${service.name}`,
    topic: 'headless',
    sentence: {
      en: `A pod that is not ready gets no address record: DNS does not send anybody to it for ${service.name}.`,
      ko: `준비되지 않은 파드는 주소 레코드를 받지 못하므로, DNS는 ${service.name} 이름을 물어도 그 파드를 알려 주지 않는다.`,
    },
    from: lastPod(lab),
    deadlineSeconds: 60,
    intervalSeconds: 5,
    changes: `pods of ${service.workload}`,
    disturbs: (claim) => restsOnRules(claim) || isAbout([service.name])(claim),
    unsettles: [`Pod default/${neverReady}`],
    lookAt: `./lab kubectl get endpointslices -l kubernetes.io/service-name=${service.name} -o yaml; ${corednsHints}`,
    check: (context) => checkNotReady(context, service),
  };
}

async function checkNotReady(context: VerifyContext, service: HeadlessService): Promise<Verdict> {
  const image = (await podsOf(context, service.workload)).value.find((pod) => pod.image)?.image;
  return whileCreated(
    context,
    podCreated,
    { kind: 'pod-created', pod: neverReady },
    {
      make: () => create(context, manifest(service.workload, image ?? '')),
      look: () => lookWhileRunning(context, service),
    },
  );
}

/** Validation would fetch the whole OpenAPI document, which an emulated API server takes minutes to write. */
async function create({ probe }: VerifyContext, input: string): Promise<Verdict> {
  const seen = await probe.kubectl(['create', '--validate=false', '-f', '-'], { input });
  return verdict(seen, seen.exitCode === 0, `could not create ${neverReady}: ${describeObservation(seen)}`);
}

/** Starting a pod on a slow hour. */
const untilRunning = { deadlineSeconds: 180, intervalSeconds: 2 } as const;

async function lookWhileRunning(context: VerifyContext, service: HeadlessService): Promise<Verdict> {
  const running = await pollUntil(context.clock, untilRunning, () => lookForIt(context, service.workload));
  if (!running.ok) return running;
  const address = (await podsOf(context, service.workload)).value.find(({ name }) => name === neverReady)!.address;
  const ready = (await podsOf(context, service.workload)).value.filter((pod) => pod.ready).map((pod) => pod.address);
  return pollUntil(context.clock, { deadlineSeconds: 30, intervalSeconds: 2 }, async () => {
    const question = { name: serviceDnsName(context.lab, service) };
    const { replies, seen } = await dig(context, lastPod(context.lab), [question], clusterDns(context.lab));
    const given = recordsOf(replies[0]!, 'A');
    const ok = given.join() === [...ready].sort().join();
    const evidence = `${neverReady} runs at ${address} and is not ready; ${describeReply(replies[0]!)}`;
    return { ...verdict(seen, ok, evidence), final: given.includes(address) };
  });
}

/** Whether the pod runs, with an address and not ready. */
async function lookForIt(context: VerifyContext, workload: string): Promise<Verdict> {
  context.invalidate();
  const { value, seen } = await podsOf(context, workload);
  const pod = value.find(({ name }) => name === neverReady);
  const ok = pod !== undefined && pod.address !== '' && !pod.ready;
  return verdict(seen, ok, `${neverReady} has ${pod?.address || 'no address'} and is ${pod?.ready ? 'ready' : 'not ready'}`);
}

/** Its label makes it one of the workload's pods. Its readiness probe asks a port without a listener. */
const manifest = (workload: string, image: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: neverReady, namespace: 'default', labels: { app: workload } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'idle',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['sleep', 'infinity'],
          readinessProbe: { tcpSocket: { port: 1 }, periodSeconds: 5 },
        },
      ],
    },
  });
