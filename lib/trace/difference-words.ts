import { describePacket, type Hop, type Packet, type Place, placeName } from '../path';
import type { CapturedHop } from './captured-hops';
import { endingRule } from './compared-rules';
import type { Difference } from './difference';
import type { TracedRule } from './rule-trace';

/** The commands with which a place's part of a way is looked at. */
function commandAt(place: Place, what: 'rules' | 'routes' | 'arp', address = ''): string {
  const words = {
    rules: 'sudo iptables-save',
    routes: `ip route get ${address}`,
    arp: 'ip neigh show',
  }[what];
  switch (place.kind) {
    case 'machine':
      return `./lab ssh ${place.name} -- ${words}`;
    case 'pod':
      return `./lab kubectl exec ${place.name} -- ${words}`;
    case 'internet':
      return './lab exec --from gateway -- ip route';
    default:
      return `./lab exec --from ${place.kind} -- ${what === 'rules' ? 'nft list ruleset' : words}`;
  }
}

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
  const ko = rule.text ? `규칙 ${rule.text}` : `체인 ${rule.chain}의 정책이 ${rule.target}이다`;
  return {
    kind: 'stopped',
    place: here,
    text: { en: `${here} ended the packet: ${en}.`, ko: `${here}에서 패킷이 끝났다: ${ko}.` },
    lookAt: commandAt(place, 'rules'),
  };
}

/** The packet was at one place, and did not come to the next. */
export function stoppedAt(last: Hop, captured: CapturedHop, next: Hop): Difference {
  const [here, there] = [placeName(last.place), placeName(next.place)];
  const left = captured.out.length > 0;
  const rule = endingRule(captured);
  if (rule) return endedBy(last, rule);
  const common = { kind: 'stopped', place: here } as const;
  if (left)
    return {
      ...common,
      text: {
        en: `${here} sent ${describePacket(captured.after)} by ${captured.out.join(', ')}, and ${there} did not receive it.`,
        ko: `${here}이(가) ${describePacket(captured.after)} 패킷을 ${captured.out.join(', ')}(으)로 보냈지만 ${there}에 도착하지 않았다.`,
      },
      lookAt: commandAt(next.place, 'routes', captured.after.destination.address),
    };
  const wanted = last.after.destination.address;
  return {
    ...common,
    text: {
      en: `${here} received ${describePacket(captured.before)} and should have sent it to ${there} (${wanted}); nothing left.`,
      ko: `${here}은(는) ${describePacket(captured.before)} 패킷을 받아 ${there}(${wanted})(으)로 보내야 하지만 아무것도 나가지 않았다.`,
    },
    lookAt: `${commandAt(last.place, 'arp')}; ${commandAt(last.place, 'routes', captured.before.destination.address)}`,
  };
}

/** The packet came to a place that is not on its way. */
export function otherPlace(place: Place, captured: CapturedHop, instead?: Hop): Difference {
  const here = placeName(place);
  return {
    kind: 'place',
    place: here,
    text: {
      en: `${here} received ${describePacket(captured.before)}${instead ? ` instead of ${placeName(instead.place)}` : ', which is not on the way'}.`,
      ko: `${instead ? `${placeName(instead.place)} 대신 ` : '경로에 없는 '}${here}이(가) ${describePacket(captured.before)} 패킷을 받았다.`,
    },
    lookAt: commandAt(place, 'routes', captured.before.destination.address),
  };
}

export const otherInterface = (predicted: Hop, direction: 'in' | 'out', captured: string): Difference => {
  const here = placeName(predicted.place);
  const comes = direction === 'in';
  return {
    kind: 'interface',
    place: here,
    text: {
      en: `At ${here} the packet ${comes ? 'came' : 'left'} by ${captured} instead of ${predicted[direction]}.`,
      ko: `${here}에서 패킷이 ${predicted[direction]} 대신 ${captured}(으)로 ${comes ? '들어왔다' : '나갔다'}.`,
    },
    lookAt: commandAt(predicted.place, 'routes', predicted.after.destination.address),
  };
};

export function differentPacket(predicted: Hop, when: 'before' | 'after', captured: Packet): Difference {
  const here = placeName(predicted.place);
  const [en, ko] = when === 'before' && predicted.in !== undefined ? ['came to', '들어온'] : ['left', '나간'];
  return {
    kind: 'packet',
    place: here,
    text: {
      en: `The packet that ${en} ${here} was ${describePacket(captured)} instead of ${describePacket(predicted[when])}.`,
      ko: `${here}에 ${ko} 패킷은 ${describePacket(predicted[when])}이(가) 아니라 ${describePacket(captured)}이다.`,
    },
    lookAt: commandAt(predicted.place, 'rules'),
  };
}

/** The first rule that is another one. */
export function differentRule(predicted: Hop, rule: { readonly predicted?: string; readonly captured?: string }): Difference {
  const here = placeName(predicted.place);
  const [wanted, met] = [rule.predicted ?? 'no further rule', rule.captured ?? 'no further rule'];
  return {
    kind: 'rule',
    place: here,
    text: {
      en: `On ${here} the packet should have met ${wanted}, and met ${met}${hint(rule.predicted).en}.`,
      ko: `${here}에서 패킷은 ${wanted} 규칙을 만나야 하지만 ${met}을(를) 만났다${hint(rule.predicted).ko}.`,
    },
    lookAt: `${commandAt(predicted.place, 'rules')}; ./lab kubectl get endpointslices`,
  };
}

/** What a rule of kube-proxy that is missing means. */
function hint(rule: string | undefined): { readonly en: string; readonly ko: string } {
  const chain = /→ (KUBE-(?:SVC|SVL|EXT|SEP)-\S+)/.exec(rule ?? '')?.[1];
  if (chain?.startsWith('KUBE-SEP'))
    return { en: `: this endpoint is not among kube-proxy's`, ko: ': kube-proxy에 이 엔드포인트가 없다' };
  if (chain)
    return {
      en: `: kube-proxy has no rule for this address and port, or ${chain} has no endpoint`,
      ko: `: kube-proxy에 이 주소와 포트의 규칙이 없거나 ${chain}에 엔드포인트가 없다`,
    };
  if (rule?.endsWith('→ KUBE-SERVICES'))
    return { en: ': kube-proxy has written no rules', ko: ': kube-proxy가 규칙을 쓰지 않았다' };
  return { en: '', ko: '' };
}
