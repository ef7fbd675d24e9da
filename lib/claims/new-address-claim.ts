import type { Lab } from '../model';
import { describeObservation } from '../probe';
import { type Claim, pollUntil, together, verdict, type Verdict, type VerifyContext, withChange } from '../verify';
import { create, serviceCreated } from './changes/service-created';
import { restsOnRules } from './disturbance';

/** The Service that asks for an address; removed again whatever happens. */
export const askingService = 'lab-verify-asking';

/** MetalLB's controller on a slow hour. */
const soon = { deadlineSeconds: 90, intervalSeconds: 2 } as const;

/** A Service keeps the address it has while MetalLB's controller is dead: a new one shows that it is at work. */
export function newAddressClaims(lab: Lab): Claim[] {
  const { pool } = lab.loadBalancer;
  const taken = lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? [String(service.address)] : []));
  const isFull = taken.length >= pool.size;
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
      deadlineSeconds: 60,
      intervalSeconds: 5,
      changes: 'Services of the load balancer',
      disturbs: restsOnRules,
      unsettles: [`Service default/${askingService} `],
      lookAt: './lab kubectl -n metallb-system get pods; ./lab kubectl -n metallb-system logs -l component=controller',
      check: (context) => check(context, isFull),
    },
  ];
}

async function check(context: VerifyContext, isFull: boolean): Promise<Verdict> {
  let created = false;
  const change = { kind: 'service-created', service: askingService } as const;
  const changed = await withChange(context, serviceCreated, change, async () => {
    const made = await create(context, manifest);
    created = made.ok;
    return made.ok ? pollUntil(context.clock, soon, () => (isFull ? lookForRefusal(context) : lookForAddress(context))) : made;
  });
  const seen = together(changed);
  // A repeated check would make another Service. One that could not be made may be made yet.
  return seen.ok ? seen : { ...seen, final: created };
}

async function lookForAddress({ lab, probe }: VerifyContext): Promise<Verdict> {
  const address = ['-o', 'jsonpath={.status.loadBalancer.ingress[*].ip}'];
  const seen = await probe.kubectl(['get', 'service', askingService, ...address]);
  const given = seen.stdout.trim();
  const others = lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? [String(service.address)] : []));
  const inPool = Array.from({ length: lab.loadBalancer.pool.size }, (_, index) =>
    String(lab.loadBalancer.pool.first.plus(index)),
  );
  const ok = seen.exitCode === 0 && inPool.includes(given) && !others.includes(given);
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
