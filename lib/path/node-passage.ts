import { type Machine, nodePodCidr } from '../model';
import { ruleStep, type Step } from './hop';
import { describePacket, type Packet } from './packet';
import type { Arrival, Passage } from './passage';
import { machinePlace } from './place';
import { describeRoute, routeTo } from './routing';
import { isIn, type Translation, translations } from './service-rules';
import { addressAt, ownerOf, podBridge, type PathInput } from './path-input';

/** What a node does with the first packet of a connection: PREROUTING or OUTPUT, the route, FORWARD, POSTROUTING. */
export const nodePassages = (input: PathInput, node: Machine, arrival: Arrival): Passage[] =>
  translations(input, { node: node.name, packet: arrival.packet, local: arrival.in === undefined }).map((translation) =>
    passageOf(input, node, arrival, translation),
  );

function passageOf(input: PathInput, node: Machine, arrival: Arrival, translation: Translation): Passage {
  const { chance, packet, endpoint, refusal } = translation;
  const common = { chance, packet, endpoint };
  if (refusal) return { ...common, steps: translation.steps, refusal };
  const place = machinePlace(node);
  const owner = ownerOf(input, packet.destination.address);
  if (owner?.kind === 'machine' && owner.name === node.name)
    return { ...common, steps: [...translation.steps, { cause: 'route', detail: `local ${packet.destination.address}` }] };
  const route = routeTo(input, place, packet.destination.address)!;
  // br_netfilter shows bridged frames to iptables. A frame that was translated to a pod of the same bridge stays on the bridge.
  const step: Step =
    arrival.in === podBridge && route.device === podBridge
      ? { cause: 'bridge', detail: `${podBridge} hands the frame from pod to pod, and br_netfilter shows it to iptables` }
      : { cause: 'route', detail: describeRoute(route) };
  const forward =
    translation.marked && arrival.in !== undefined
      ? [ruleStep('filter', 'FORWARD', 'KUBE-FORWARD'), ruleStep('filter', 'KUBE-FORWARD', 'ACCEPT', 'the mark 0x4000')]
      : [];
  const left = leaving(input, node, route.device, translation);
  return {
    ...common,
    steps: [...translation.steps, step, ...forward, ...left.steps],
    packet: left.packet,
    out: { device: route.device, nextHop: route.via ?? packet.destination.address },
  };
}

/** POSTROUTING: kube-proxy's masquerading of marked packets first, then that of pods that leave the lab. */
function leaving(input: PathInput, node: Machine, device: string, translation: Translation): { steps: Step[]; packet: Packet } {
  const { packet, marked } = translation;
  const address = addressAt(input, machinePlace(node), device);
  const begin = ruleStep('nat', 'POSTROUTING', 'KUBE-POSTROUTING');
  if (marked) {
    const masqueraded = { ...packet, source: { address } };
    const steps = [
      begin,
      ruleStep('nat', 'KUBE-POSTROUTING', 'MARK', 'clears 0x4000'),
      ruleStep('nat', 'KUBE-POSTROUTING', 'MASQUERADE', describePacket(masqueraded)),
    ];
    return { steps, packet: masqueraded };
  }
  const unmarked = [begin, ruleStep('nat', 'KUBE-POSTROUTING', 'RETURN', 'no mark')];
  if (!isIn(nodePodCidr(input.lab, node), packet.source.address)) return { steps: unmarked, packet };
  const jump = ruleStep('nat', 'POSTROUTING', 'LAB-MASQUERADE', 'pods leaving the lab');
  if (!leavesLab(input, packet.destination.address))
    return { steps: [...unmarked, jump, ruleStep('nat', 'LAB-MASQUERADE', 'RETURN', 'stays in the lab')], packet };
  const masqueraded = { ...packet, source: { ...packet.source, address } };
  return {
    steps: [...unmarked, jump, ruleStep('nat', 'LAB-MASQUERADE', 'MASQUERADE', describePacket(masqueraded))],
    packet: masqueraded,
  };
}

/** The lab's own rules: its networks are inside, and its gateway is where packets leave. */
function leavesLab({ lab: { cluster, network } }: PathInput, address: string): boolean {
  if (address === String(network.gateway)) return true;
  return ![cluster.podCidr, cluster.serviceCidr, network.cidr].some((cidr) => isIn(cidr, address));
}
