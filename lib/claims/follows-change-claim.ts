import { type Lab, nodes, type Workload } from '../model';
import { describeObservation, getPage, getService, podsOf, type VantagePoint } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext } from '../verify';
import { ofCreatedService, onCreatedService } from './created-service';
import { lastPod } from './toolbox-pods';

/** The Service that is made and changed; removed again whatever happens. */
const followedService = 'lab-verify-followed';

/** A controller and kube-proxy on a slow hour. */
const soon = { deadlineSeconds: 90, intervalSeconds: 2 } as const;

/**
 * Rules that are there outlive whoever wrote them. A new Service, and one that loses its pods, show that the cluster's controllers and
 * kube-proxy on each node are at work.
 */
export function followsChangeClaims(lab: Lab): Claim[] {
  const workload = lab.workloads.find(({ kind }) => kind === 'api-tester');
  if (!workload) return [];
  return [
    {
      id: 'reach.follows-change',
      topic: 'reach',
      sentence: {
        en: 'A new Service answers to pods on every node, and refuses them once it has no pods: controllers and kube-proxy follow a change.',
        ko: '새로 만든 서비스는 모든 노드의 파드에 응답하고, 뒤에 파드가 없어지면 접속을 거부한다. 컨트롤러와 kube-proxy는 변경을 따른다.',
      },
      from: lastPod(lab),
      ...ofCreatedService(followedService),
      changes: 'Services',
      lookAt:
        './lab kubectl -n kube-system get pods -o wide; ./lab kubectl -n kube-system logs -l k8s-app=kube-proxy; ./lab kubectl -n kube-system logs -l component=kube-controller-manager',
      check: (context) => check(context, workload),
    },
  ];
}

const check = (context: VerifyContext, workload: Workload): Promise<Verdict> =>
  onCreatedService(context, followedService, [manifest(workload.name)], async () => {
    const answered = await onEveryNode(context, (address, from) => checkAnswered(context, from, address, workload.name));
    if (!answered.ok) return answered;
    const nobody = JSON.stringify({ spec: { selector: { app: 'lab-verify-nobody' } } });
    const patched = await context.probe.kubectl(['patch', 'service', followedService, '-p', nobody]);
    if (patched.exitCode !== 0) return verdict(patched, false, `could not change it: ${describeObservation(patched)}`);
    const refused = await onEveryNode(context, (address, from) => checkRefused(context, from, address));
    return refused.ok ? { ...refused, evidence: `${answered.evidence}; without pods ${refused.evidence}` } : refused;
  });

/** The first node on which it does not come to hold, or what was seen on the last. */
async function onEveryNode(
  context: VerifyContext,
  look: (address: string, from: VantagePoint) => Promise<Verdict>,
): Promise<Verdict> {
  context.invalidate();
  const { value, seen } = await getService(context, followedService);
  const address = value.spec.clusterIP;
  if (!address) return verdict(seen, false, `${followedService} got no address`);
  const verdicts = await Promise.all(
    nodes(context.lab).map(async ({ name }) => {
      const found = await pollUntil(context.clock, soon, () => look(address, { at: 'pod', node: name }));
      return { ...found, evidence: `a pod on ${name} ${found.evidence}` };
    }),
  );
  return verdicts.find(({ ok }) => !ok) ?? { ...verdicts[0]!, evidence: verdicts.map(({ evidence }) => evidence).join(', ') };
}

const impatient = ['--connect-timeout', '5'];

async function checkAnswered(context: VerifyContext, from: VantagePoint, address: string, workload: string): Promise<Verdict> {
  const page = await getPage(context, from, `http://${address}/hostname`, impatient);
  const pods = (await podsOf(context, workload)).value.filter(({ ready }) => ready);
  const ok = page.status === 200 && pods.some(({ name }) => name === page.body.trim());
  return verdict(
    page.seen,
    ok,
    ok ? `was answered by ${page.body.trim()}` : `was not answered (${describeObservation(page.seen)})`,
  );
}

/** kube-proxy refuses for a Service without endpoints. */
async function checkRefused(context: VerifyContext, from: VantagePoint, address: string): Promise<Verdict> {
  const page = await getPage(context, from, `http://${address}/hostname`, impatient);
  const ok = page.seen.exitCode === 7;
  return verdict(page.seen, ok, ok ? 'was refused' : `was not refused (${describeObservation(page.seen)})`);
}

const manifest = (workload: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: followedService, namespace: 'default' },
  spec: { selector: { app: workload }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
});
