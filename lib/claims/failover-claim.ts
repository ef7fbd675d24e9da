import type { LoadBalancerService, Machine } from '../model';
import { announcersOf, bootOf, checkPort, describeAnnouncers, type VantagePoint } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext } from '../verify';
import { withoutPower } from './checks/without-power';

const outside: VantagePoint = { at: 'outside' };

/** "A load balancer spreads traffic over the nodes": none of them is one that everything depends on. */
export function failoverClaim(service: LoadBalancerService): Claim {
  return {
    id: `load-balancer.failover.${service.name}`,
    topic: 'load-balancer',
    sentence: {
      en: `When the worker that answers for ${service.address} loses power, another one takes the address over.`,
      ko: `${service.address} 주소로 응답하던 워커의 전원이 끊기면 다른 워커가 그 주소를 넘겨받는다.`,
    },
    from: outside,
    deadlineSeconds: 60,
    intervalSeconds: 5,
    disruptive: true,
    lookAt: './lab kubectl -n metallb-system logs -l component=speaker; ./lab kubectl get nodes -o wide',
    check: (context) => checkFailover(context, service),
  };
}

async function checkFailover(context: VerifyContext, service: LoadBalancerService): Promise<Verdict> {
  const found = await announcersOf(context, service.address);
  const node = context.lab.workers.find(({ mac }) => mac === found.macs[0]);
  const boot = node && (await bootOf(context, node.name));
  if (!node || !boot) return verdict(found.seen, false, `${describeAnnouncers(found)} answered for ${service.address}`);
  const taken = await withoutPower(context, { node: node.name, boot }, () => waitForTakeover(context, service, node));
  // The node was restarted; a repetition would show the same.
  return { ...taken, final: true };
}

/** First the address falls silent, then it answers again, and then it is another worker's. */
async function waitForTakeover(context: VerifyContext, service: LoadBalancerService, node: Machine): Promise<Verdict> {
  const { clock } = context;
  const ask = () => checkPort(context, outside, String(service.address), service.ports[0]!.port);
  let last = clock.now();
  const unanswered = await pollUntil(clock, { deadlineSeconds: 60, intervalSeconds: 0.5 }, async () => {
    const { open, seen } = await ask();
    if (open) last = clock.now();
    return verdict(seen, !open, `${service.address} still answers`);
  });
  if (!unanswered.ok) return { ...unanswered, evidence: `${unanswered.evidence} 60 s after ${node.name} was cut off` };
  const answering = await pollUntil(clock, { deadlineSeconds: 240, intervalSeconds: 0.5 }, async () => {
    const { open, seen } = await ask();
    return verdict(seen, open, `${service.address} has been silent since ${node.name} was cut off`);
  });
  const gap = `${((clock.now() - last) / 1000).toFixed(1)} s`;
  if (!answering.ok) return { ...answering, evidence: `${answering.evidence}, ${gap} ago` };
  context.invalidate();
  const now = await announcersOf(context, service.address);
  const other = context.lab.workers.some((worker) => worker.name !== node.name && worker.mac === now.macs[0]);
  const evidence = `after ${gap} without an answer, ${describeAnnouncers(now)} answered for ${service.address} in place of ${node.name}`;
  return verdict(now.seen, other && now.macs.length === 1, evidence);
}
