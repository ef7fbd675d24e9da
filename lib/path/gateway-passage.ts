import { IpAddress } from '../model';
import type { Refusal, Step } from './hop';
import { describePacket } from './packet';
import type { Arrival, Passage } from './passage';
import { describeRoute, machineBridge, routeTo } from './routing';
import { isIn } from './service-rules';
import { ownerOf, uplink, type PathInput } from './path-input';

const place = { kind: 'gateway' } as const;

/**
 * What the gateway does with the first packet of a connection: from outside only the load balancer's addresses are reached, and the
 * machines reach the outside under the gateway's own address.
 */
export function gatewayPassage(input: PathInput, { packet, in: from }: Arrival): Passage {
  const { lab } = input;
  const own = ownerOf(input, packet.destination.address)?.kind === 'gateway';
  const refuse = (chain: string, reason: string): Passage => {
    const refusal: Refusal = { place, answer: 'silence', reason };
    return { chance: 1, packet, steps: [nftStep(chain, 'drop', reason)], refusal };
  };
  if (own) {
    if (from === uplink) return refuse('input', 'the gateway itself is closed to the outside');
    return { chance: 1, packet, steps: [{ cause: 'route', detail: `local ${packet.destination.address}` }] };
  }
  const route = routeTo(input, place, packet.destination.address)!;
  const steps: Step[] = [{ cause: 'route', detail: describeRoute(route) }];
  const out = { device: route.device, nextHop: route.via ?? packet.destination.address };
  if (from === undefined) return { chance: 1, packet, steps, out };
  const inward = from === uplink;
  const isOpen = inward
    ? lab.loadBalancer.pool.contains(IpAddress.parse(packet.destination.address))
    : route.device === machineBridge(lab) || isIn(lab.network.cidr, packet.source.address);
  if (!isOpen)
    return refuse(
      'forward',
      inward ? 'only addresses of the load balancer are published' : `${packet.source.address} is no address of the network`,
    );
  steps.push(nftStep('forward', 'accept', inward ? 'an address of the load balancer' : 'from the machines’ network'));
  if (route.device !== uplink || !isIn(lab.network.cidr, packet.source.address)) return { chance: 1, packet, steps, out };
  const masqueraded = { ...packet, source: { ...packet.source, address: String(lab.internet.gateway) } };
  steps.push(nftStep('postrouting', 'masquerade', describePacket(masqueraded)));
  return { chance: 1, packet: masqueraded, steps, out };
}

/** A rule of the gateway's own nftables table, `lab`. */
const nftStep = (chain: string, verdict: string, detail: string): Step => ({
  cause: 'rule',
  detail: `nft table lab, chain ${chain}: ${verdict}, ${detail}`,
});
