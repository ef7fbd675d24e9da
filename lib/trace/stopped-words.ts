import { describePacket, type Hop, placeName } from '../path';
import type { CapturedHop } from './captured-hops';
import { endingRule } from './compared-rules';
import type { Difference } from './difference';
import { commandAt } from './look-at';
import type { TracedRule } from './rule-trace';

/** The client's own packet was not seen. */
export const unseenAt = (predicted: Hop): Difference => ({
  kind: 'unseen',
  place: placeName(predicted.place),
  text: {
    en: `${placeName(predicted.place)} sent nothing: the request was not seen on its interface ${predicted.out}.`,
    ko: `${placeName(predicted.place)}에서 요청이 나가지 않았다. 인터페이스 ${predicted.out}에서 보이지 않았다.`,
  },
  lookAt: commandAt(predicted.place, 'routes', predicted.before.destination.address),
});

/** A rule ended the packet. */
export function endedBy({ place }: Hop, rule: TracedRule): Difference {
  const here = placeName(place);
  const en = rule.text ? `the rule ${rule.text}` : `the policy of the chain ${rule.chain} is ${rule.target}`;
  const isWithoutEndpoints = rule.text?.includes('has no endpoints') ?? false;
  const ko = rule.text ? `규칙 ${rule.text}` : `체인 ${rule.chain}의 정책이 ${rule.target}이다`;
  return {
    kind: 'stopped',
    place: here,
    text: {
      en: `${here} ended the packet: ${en}.${isWithoutEndpoints ? ' The selector of the Service finds no ready pod.' : ''}`,
      ko: `${here}에서 패킷이 끝났다: ${ko}.${isWithoutEndpoints ? ' 서비스의 selector에 맞는 준비된 파드가 없다.' : ''}`,
    },
    lookAt: isWithoutEndpoints ? './lab kubectl get services,endpointslices,pods -o wide' : commandAt(place, 'rules'),
  };
}

/** The packet was at one place, and did not come to the next. */
export function stoppedAt(last: Hop, captured: CapturedHop, next: Hop): Difference {
  const [here, there] = [placeName(last.place), placeName(next.place)];
  const left = captured.out.length > 0;
  const rule = endingRule(captured);
  if (rule) return endedBy(last, rule);
  const common = { kind: 'stopped', place: here } as const;
  const route = last.steps.find(({ cause, detail }) => cause === 'route' && detail.includes(' via '))?.detail ?? '';
  if (left)
    return {
      ...common,
      text: {
        en: `${here} sent ${describePacket(captured.after)} by ${captured.out.join(', ')}, and ${there} did not receive it.${route && ` The route should be ${route}.`}`,
        ko: `${here}이(가) ${describePacket(captured.after)} 패킷을 ${captured.out.join(', ')}(으)로 보냈지만 ${there}에 도착하지 않았다.${route && ` 경로는 ${route}이어야 한다.`}`,
      },
      lookAt: `${commandAt(last.place, 'routes', captured.after.destination.address)}; ${commandAt(last.place, 'arp')}`,
    };
  const wanted = last.after.destination.address;
  if (isAnnounced(last, next)) return unannounced(last, next);
  return {
    ...common,
    text: {
      en: `${here} received ${describePacket(captured.before)} and should have sent it to ${there} (${wanted}); nothing left.`,
      ko: `${here}은(는) ${describePacket(captured.before)} 패킷을 받아 ${there}(${wanted})(으)로 보내야 하지만 아무것도 나가지 않았다.`,
    },
    lookAt: `${commandAt(last.place, 'arp')}; ${commandAt(last.place, 'routes', captured.before.destination.address)}`,
  };
}

/** The next place receives it for an address that no machine has for its own: kube-proxy's rules wait there. */
const isAnnounced = (last: Hop, next: Hop): boolean =>
  last.place.kind !== 'pod' &&
  next.place.kind === 'machine' &&
  next.steps.some(({ rule }) => rule?.target.startsWith('KUBE-EXT')) &&
  last.steps.some(({ detail }) => detail.startsWith(`${last.after.destination.address} is at`));

/** Nobody answers ARP for the load balancer's address. */
function unannounced(last: Hop, next: Hop): Difference {
  const [here, there, address] = [placeName(last.place), placeName(next.place), last.after.destination.address];
  return {
    kind: 'stopped',
    place: here,
    text: {
      en: `No node answers the ARP request of ${here} for ${address}; ${there} should announce it.`,
      ko: `${here}의 ${address} ARP 요청에 어느 노드도 답하지 않는다. ${there}이(가) 알려야 한다.`,
    },
    lookAt: `${commandAt(last.place, 'arp')}; ./lab kubectl -n metallb-system get l2advertisements,ipaddresspools,pods -o wide`,
  };
}
