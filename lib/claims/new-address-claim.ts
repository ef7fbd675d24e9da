import type { Lab } from '../model';
import { describeObservation } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext } from '../verify';
import { ofCreatedService, onCreatedService } from './created-service';

/** The Service that asks for an address; removed again whatever happens. */
const askingService = 'lab-verify-asking';

/** MetalLB's controller on a slow hour. */
const soon = { deadlineSeconds: 90, intervalSeconds: 2 } as const;

/** A Service keeps the address it has while MetalLB's controller is dead: a new one shows that it is at work. */
export function newAddressClaims(lab: Lab): Claim[] {
  const { pool } = lab.loadBalancer;
  const isFull = takenAddresses(lab).length >= pool.size;
  return [
    {
      id: 'load-balancer.new-service',
      topic: 'load-balancer',
      sentence: isFull
        ? {
            en: `MetalLB's controller tells a new Service that the pool ${pool} has no address left.`,
            ko: `MetalLB 컨트롤러는 주소 풀 ${pool}에 남은 주소가 없다고 새 서비스에 알린다.`,
          }
        : {
            en: `MetalLB's controller gives a new Service an address of the pool ${pool} that no other has.`,
            ko: `MetalLB 컨트롤러는 새 서비스에 주소 풀 ${pool}의 남은 주소를 준다.`,
          },
      from: { at: 'lan' },
      ...ofCreatedService(askingService),
      changes: 'Services of the load balancer',
      lookAt: './lab kubectl -n metallb-system get pods; ./lab kubectl -n metallb-system logs -l component=controller',
      check: (context) => check(context, isFull),
    },
  ];
}

const takenAddresses = (lab: Lab): string[] =>
  lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? [String(service.address)] : []));

const check = (context: VerifyContext, isFull: boolean): Promise<Verdict> =>
  onCreatedService(context, askingService, [manifest], () =>
    pollUntil(context.clock, soon, () => (isFull ? lookForRefusal(context) : lookForAddress(context))),
  );

async function lookForAddress({ lab, probe }: VerifyContext): Promise<Verdict> {
  const address = ['-o', 'jsonpath={.status.loadBalancer.ingress[*].ip}'];
  const seen = await probe.kubectl(['get', 'service', askingService, ...address]);
  const given = seen.stdout.trim();
  const inPool = Array.from({ length: lab.loadBalancer.pool.size }, (_, index) =>
    String(lab.loadBalancer.pool.first.plus(index)),
  );
  const ok = seen.exitCode === 0 && inPool.includes(given) && !takenAddresses(lab).includes(given);
  return verdict(seen, ok, given ? `a new Service got ${given}` : `a new Service has no address: ${describeObservation(seen)}`);
}

/** MetalLB tells by an event (https://metallb.io/usage/, requesting specific IPs). */
async function lookForRefusal({ probe }: VerifyContext): Promise<Verdict> {
  const about = ['--field-selector', `involvedObject.name=${askingService},reason=AllocationFailed`];
  const seen = await probe.kubectl(['get', 'events', ...about, '-o', 'jsonpath={.items[*].message}']);
  const told = seen.stdout.trim();
  return verdict(
    seen,
    seen.exitCode === 0 && /allocat/i.test(told),
    told ? `a new Service was told: ${told.slice(0, 160)}` : `a new Service was told nothing: ${describeObservation(seen)}`,
  );
}

/** It has no pods: no address of it is announced, and no node port is taken. */
const manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: askingService, namespace: 'default' },
  spec: {
    type: 'LoadBalancer',
    allocateLoadBalancerNodePorts: false,
    selector: { app: 'lab-verify-nobody' },
    ports: [{ name: 'http', port: 80 }],
  },
};
