import { type Lab, machines, nodePodCidr, nodes } from '../model';
import { IpAddress } from '../model';
import type { Moment } from './moment';
import { machinePlace, type Place } from './place';
import { type ProxiedPort, proxiedPorts } from './proxied-port';

/** Everything a path is computed from. */
export interface PathInput {
  readonly lab: Lab;
  readonly moment: Moment;
  /** What kube-proxy has rules for. */
  readonly ports: readonly ProxiedPort[];
}

export const pathInput = (lab: Lab, moment: Moment): PathInput => ({ lab, moment, ports: proxiedPorts(lab, moment) });

/** The node that a machine's name is; undefined for the name server. */
export const nodeNamed = (lab: Lab, name: string) => nodes(lab).find((node) => node.name === name);

/** The address of a node's bridge: the gateway of its pods. */
export const bridgeAddress = (lab: Lab, node: string): string => String(nodePodCidr(lab, nodeNamed(lab, node)!).at(1));

/** The address a place's own packets have when they leave by this interface. */
export function addressAt({ lab, moment }: PathInput, place: Place, device: string): string {
  switch (place.kind) {
    case 'outside':
      return String(lab.internet.client);
    case 'lan':
      return String(lab.network.client);
    case 'gateway':
      return String(device === uplink ? lab.internet.gateway : lab.network.gateway);
    case 'internet':
      return String(lab.internet.router);
    case 'machine':
      return device === podBridge ? bridgeAddress(lab, place.name) : String(nodeAddress(lab, place.name));
    case 'pod':
      return moment.pods.find(({ name }) => name === place.name)?.address ?? '';
  }
}

/** The gateway's interface towards the outside. */
export const uplink = 'uplink';
/** The bridge of a node's pods. */
export const podBridge = 'cni0';

const nodeAddress = (lab: Lab, name: string) => machines(lab).find((machine) => machine.name === name)!.address;

/** The network stack that has an address for its own. What a load balancer's address is answered by has it not. */
export function ownerOf({ lab, moment }: PathInput, address: string): Place | undefined {
  const machine = machines(lab).find((candidate) => String(candidate.address) === address);
  if (machine) return machinePlace(machine);
  const node = nodes(lab).find(({ name }) => bridgeAddress(lab, name) === address);
  if (node) return machinePlace(node);
  const pod = moment.pods.find((candidate) => candidate.address === address);
  if (pod) return { kind: 'pod', name: pod.name, node: pod.node };
  const { network, internet } = lab;
  if (address === String(network.client)) return { kind: 'lan' };
  if (address === String(internet.client)) return { kind: 'outside' };
  if ([network.gateway, internet.gateway].some((own) => String(own) === address)) return { kind: 'gateway' };
  return isOfInternet(lab, address) ? { kind: 'internet' } : undefined;
}

function isOfInternet({ internet, dns, network, cluster }: Lab, text: string): boolean {
  const own = [internet.router, internet.nameServer, ...internet.sites.map((site) => site.address)];
  if (own.some((address) => String(address) === text)) return true;
  const address = IpAddress.parse(text);
  const inside = [network.cidr, cluster.podCidr, cluster.serviceCidr, internet.link];
  // The simulated internet answers for every name server that the definition names outside the lab.
  const servers = [...dns.upstreams, ...dns.forwardZones.flatMap((zone) => zone.servers)];
  return servers.some((server) => server.equals(address)) && !inside.some((cidr) => cidr.contains(address));
}

/** The MAC address of the interface with an address: a machine's, a load balancer address' announcer's, or what was seen. */
export function macOf({ lab, moment }: PathInput, address: string): string | undefined {
  const announcer = moment.announcers[address];
  const machine = machines(lab).find((one) => String(one.address) === address || one.name === announcer);
  return machine?.mac ?? moment.macs?.[address];
}
