import type { Lab, LoadBalancerService } from '../model';
import { announcersOf, describeAnnouncers } from '../probe';
import { type Claim, eventually, verdict } from '../verify';
import { plannedPods } from './checks/spread';

/** One worker announces a load balancer's address. @param hints where to look when it is not true. */
export function announcerClaim(lab: Lab, service: LoadBalancerService, hints: string): Claim {
  const { address, externalTrafficPolicy: policy } = service;
  return {
    id: `load-balancer.announcer.${service.name}`,
    topic: 'load-balancer',
    lookAt: `${hints}; ./lab kubectl -n metallb-system logs -l component=speaker`,
    ...eventually,
    sentence: {
      en: `Exactly one worker answers for ${address} on the lab's network, with its own MAC address.`,
      ko: `랩 네트워크에서 ${address} 주소의 ARP 요청에는 워커 노드 하나만 자기 MAC 주소로 응답한다.`,
    },
    from: { at: 'machine', name: lab.nameServer.name },
    check: async (context) => {
      const found = await announcersOf(context, address);
      const node = found.macs.length === 1 ? lab.workers.find(({ mac }) => mac === found.macs[0]) : undefined;
      const evidence = `${describeAnnouncers(found)} answered for ${address}`;
      if (!node || policy === 'Cluster') return verdict(found.seen, node !== undefined, evidence);
      // With the policy Local a node without a pod has nothing to hand the traffic to.
      const pods = await plannedPods(context, service.workload);
      if ('missing' in pods) return pods.missing;
      const hasPod = pods.value.some((pod) => pod.node === node.name);
      return verdict(found.seen, hasPod, hasPod ? evidence : `${evidence} and runs no pod of ${service.workload}`);
    },
  };
}
