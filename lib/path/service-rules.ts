import { type Cidr, IpAddress } from '../model';
import { endpointChain, serviceChain, servicePortName } from './chain-name';
import { type Refusal, ruleStep, type Step } from './hop';
import { describeSocket, type Packet } from './packet';
import { machinePlace } from './place';
import type { Endpoint, ProxiedPort } from './proxied-port';
import { ownerOf, type PathInput } from './path-input';

/** What kube-proxy's rules make of a packet on a node: one of these, by chance. */
export interface Translation {
  /** 0 to 1; all of a packet's translations together are 1. */
  readonly chance: number;
  readonly steps: readonly Step[];
  readonly packet: Packet;
  /** Whether the packet has the mark 0x4000, with which its source is masqueraded when it leaves. */
  readonly marked: boolean;
  readonly endpoint?: Endpoint;
  /** A rule of the filter table that ends it. */
  readonly refusal?: Refusal;
}

/** A packet at a node, before its translation. */
export interface Arriving {
  readonly node: string;
  readonly packet: Packet;
  /** A program of the node itself sends it: the chain OUTPUT instead of PREROUTING. */
  readonly local: boolean;
}

/** Which rules kube-proxy has for the packet's destination (https://kubernetes.io/docs/reference/networking/virtual-ips/). */
export function translations(input: PathInput, arriving: Arriving): Translation[] {
  const { packet, local } = arriving;
  const begin = [ruleStep('nat', local ? 'OUTPUT' : 'PREROUTING', 'KUBE-SERVICES')];
  const { address, port } = packet.destination;
  const candidates = input.ports.filter(({ protocol }) => protocol === packet.protocol);
  const cluster = candidates.find((one) => one.clusterIp === address && one.port === port);
  if (cluster) return toClusterIp(input, cluster, arriving, begin);
  const balanced = candidates.find((one) => one.loadBalancerIp === address && one.port === port);
  if (balanced) return external(input, balanced, arriving, begin, 'KUBE-SERVICES');
  const owner = ownerOf(input, address);
  if (owner?.kind !== 'machine' || owner.name !== arriving.node) return [unchanged(packet, begin)];
  begin.push(ruleStep('nat', 'KUBE-SERVICES', 'KUBE-NODEPORTS', 'the destination is an address of the node'));
  const published = candidates.find(({ nodePort }) => nodePort !== undefined && nodePort === port);
  return published ? external(input, published, arriving, begin, 'KUBE-NODEPORTS') : [unchanged(packet, begin)];
}

const unchanged = (packet: Packet, steps: readonly Step[]): Translation => ({ chance: 1, steps, packet, marked: false });

/** The mark that kube-proxy's last chain masquerades. */
const mark = (chain: string, why: string): Step[] => [
  ruleStep('nat', chain, 'KUBE-MARK-MASQ', why),
  ruleStep('nat', 'KUBE-MARK-MASQ', 'MARK', 'sets 0x4000'),
];

function toClusterIp(input: PathInput, port: ProxiedPort, arriving: Arriving, begin: readonly Step[]): Translation[] {
  if (port.endpoints.length === 0) return [refused(port, arriving, begin, 'KUBE-SERVICES', 'REJECT', 'has no endpoints')];
  const chain = serviceChain('SVC', port);
  const steps = [...begin, ruleStep('nat', 'KUBE-SERVICES', chain, `${servicePortName(port)} cluster IP`)];
  const ofPod = isPod(input, arriving.packet.source.address);
  const marks = ofPod ? [] : mark(chain, 'the source is no pod');
  return chosen(port, chain, port.endpoints, { arriving, steps: [...steps, ...marks], marked: !ofPod });
}

/** Traffic to a node port or to a load balancer's address. */
function external(
  input: PathInput,
  port: ProxiedPort,
  arriving: Arriving,
  begin: readonly Step[],
  from: 'KUBE-SERVICES' | 'KUBE-NODEPORTS',
): Translation[] {
  if (port.endpoints.length === 0)
    return [refused(port, arriving, begin, 'KUBE-EXTERNAL-SERVICES', 'REJECT', 'has no endpoints')];
  const [ext, svc, svl] = [serviceChain('EXT', port), serviceChain('SVC', port), serviceChain('SVL', port)];
  const what = from === 'KUBE-SERVICES' ? ' loadbalancer IP' : '';
  const steps = [...begin, ruleStep('nat', from, ext, `${servicePortName(port)}${what}`)];
  const all = { arriving, marked: false };
  if (port.policy === 'Cluster') {
    const marks = mark(ext, `masquerade traffic for ${servicePortName(port)} external destinations`);
    return chosen(port, svc, port.endpoints, { ...all, marked: true, steps: [...steps, ...marks, ruleStep('nat', ext, svc)] });
  }
  if (isPod(input, arriving.packet.source.address))
    return chosen(port, svc, port.endpoints, { ...all, steps: [...steps, ruleStep('nat', ext, svc, 'pod traffic')] });
  if (arriving.local) {
    const marks = mark(ext, 'masquerade LOCAL traffic');
    return chosen(port, svc, port.endpoints, { ...all, marked: true, steps: [...steps, ...marks, ruleStep('nat', ext, svc)] });
  }
  const own = port.endpoints.filter(({ node }) => node === arriving.node);
  if (own.length === 0) return [refused(port, arriving, steps, 'KUBE-EXTERNAL-SERVICES', 'DROP', 'has no local endpoints')];
  return chosen(port, svl, own, { ...all, steps: [...steps, ruleStep('nat', ext, svl, 'externalTrafficPolicy Local')] });
}

interface Choice {
  readonly arriving: Arriving;
  readonly steps: readonly Step[];
  readonly marked: boolean;
}

/** One of the endpoints, all with the same chance (iptables-extensions(8), statistic). */
function chosen(port: ProxiedPort, chain: string, endpoints: readonly Endpoint[], choice: Choice): Translation[] {
  const { packet } = choice.arriving;
  const chance = 1 / endpoints.length;
  return endpoints.map((endpoint): Translation => {
    const sep = endpointChain(port, endpoint);
    const text = describeSocket(endpoint);
    const isItself = packet.source.address === endpoint.address;
    const steps = [
      ...choice.steps,
      ruleStep('nat', chain, sep, `${servicePortName(port)} -> ${text}`),
      ...(isItself ? mark(sep, 'the pod is its own server') : []),
      ruleStep('nat', sep, 'DNAT', `to ${text}`),
    ];
    const destination = { address: endpoint.address, port: endpoint.port };
    return { chance, steps, packet: { ...packet, destination }, marked: choice.marked || isItself, endpoint };
  });
}

function refused(
  port: ProxiedPort,
  { node, packet }: Arriving,
  steps: readonly Step[],
  chain: string,
  target: 'REJECT' | 'DROP',
  why: string,
): Translation {
  const reason = `${servicePortName(port)} ${why}`;
  const answer = target === 'REJECT' ? 'icmp-port-unreachable' : 'silence';
  const { namespace, service, portName, protocol } = port;
  return {
    ...unchanged(packet, [...steps, ruleStep('filter', chain, target, reason)]),
    refusal: { place: machinePlace({ name: node }), answer, reason, port: { namespace, service, portName, protocol } },
  };
}

const isPod = ({ lab }: PathInput, address: string): boolean => lab.cluster.podCidr.contains(IpAddress.parse(address));

/** Whether an address is in a network. */
export const isIn = (cidr: Cidr, address: string): boolean => cidr.contains(IpAddress.parse(address));
