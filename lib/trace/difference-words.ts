import { describePacket, type Hop, type Packet, placeName } from '../path';
import type { CapturedHop } from './captured-hops';
import type { Difference } from './difference';
import { commandAt } from './look-at';

/** The rules were not seen, so nothing can be said of them. */
export const untracedAt = ({ place }: Hop): Difference => ({
  kind: 'untraced',
  place: placeName(place),
  text: {
    en: `${placeName(place)} told no rule that the packet met: its rules were not compared. Ask again.`,
    ko: `${placeName(place)}에서 패킷이 만난 규칙이 하나도 보이지 않아 비교하지 못했다. 다시 요청하라.`,
  },
  lookAt: `./lab ssh ${placeName(place)} -- sudo iptables-save -c`,
});

/** The packet came to a place that is not on its way. */
export function otherPlace({ place, ...captured }: CapturedHop, instead?: Hop, last?: Hop): Difference {
  const here = placeName(place);
  const address = captured.before.destination.address;
  return {
    kind: 'place',
    place: here,
    text: {
      en: `${here} received ${describePacket(captured.before)}${instead ? ` instead of ${placeName(instead.place)}` : ', which is not on the way'}.`,
      ko: `${instead ? `${placeName(instead.place)} 대신 ` : '경로에 없는 '}${here}이(가) ${describePacket(captured.before)} 패킷을 받았다.`,
    },
    // Who sent it there has the route and the neighbour.
    lookAt: last
      ? `${commandAt(last.place, 'arp')}; ${commandAt(last.place, 'routes', address)}`
      : commandAt(place, 'routes', address),
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
    lookAt: `${commandAt(predicted.place, 'rules')}; ./lab kubectl get services,endpointslices; ./lab kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide`,
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
