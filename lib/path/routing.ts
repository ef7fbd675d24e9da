import { Cidr, IpAddress, type Lab, nodePodCidr, nodes, objectNames } from '../model';
import { type Place, samePlace } from './place';
import { addressAt, nodeNamed, ownerOf, podBridge, uplink, type PathInput } from './path-input';

/** One entry of a place's main routing table. */
export interface PathRoute {
  /** `20.96.1.0/24`; `default`. */
  readonly to: string;
  /** The router's address. Absent: the network is attached. */
  readonly via?: string;
  readonly device: string;
}

/** The route that a place takes to an address; undefined where it has none. The longest prefix wins. */
export function routeTo(input: PathInput, place: Place, address: string): PathRoute | undefined {
  const wanted = IpAddress.parse(address);
  const prefix = ({ to }: PathRoute) => (to === 'default' ? 0 : Cidr.parse(to).prefix);
  return routesOf(input, place)
    .filter(({ to }) => to === 'default' || Cidr.parse(to).contains(wanted))
    .sort((one, other) => prefix(other) - prefix(one))[0];
}

/** `default via 192.168.56.1 dev eth0`, as ip-route(8) prints it. */
export const describeRoute = ({ to, via, device }: PathRoute): string => `${to}${via ? ` via ${via}` : ''} dev ${device}`;

/** The machines' bridge, which is the gateway's interface towards them. */
export const machineBridge = (lab: Lab): string => objectNames(lab.name).bridge;

function routesOf({ lab, moment }: PathInput, place: Place): PathRoute[] {
  const { network, internet } = lab;
  const attached = (cidr: Cidr, device: string): PathRoute => ({ to: String(cidr), device });
  switch (place.kind) {
    case 'outside':
      return [
        attached(internet.link, 'eth0'),
        { to: String(network.cidr), via: String(internet.gateway), device: 'eth0' },
        { to: 'default', via: String(internet.router), device: 'eth0' },
      ];
    case 'internet':
      return [attached(internet.link, internetBridge(lab)), ...(moment.simulatedInternet ? [] : [beyond])];
    case 'gateway':
      return [
        attached(network.cidr, machineBridge(lab)),
        attached(internet.link, uplink),
        { to: 'default', via: String(internet.router), device: uplink },
      ];
    case 'lan':
      return [attached(network.cidr, 'eth0'), { to: 'default', via: String(network.gateway), device: 'eth0' }];
    case 'machine':
      return machineRoutes(lab, place.name);
    case 'pod': {
      const range = nodePodCidr(lab, nodeNamed(lab, place.node)!);
      return [attached(range, 'eth0'), { to: 'default', via: String(range.at(1)), device: 'eth0' }];
    }
  }
}

const internetBridge = (lab: Lab): string => objectNames(lab.name).link.bridge;

/** Where the host's own routes lead is none of the lab's. */
const beyond: PathRoute = { to: 'default', device: 'the uplink of this computer' };

function machineRoutes(lab: Lab, name: string): PathRoute[] {
  const others = nodes(lab).filter((node) => node.name !== name);
  const own = nodeNamed(lab, name);
  return [
    { to: String(lab.network.cidr), device: 'eth0' },
    ...others.map((node) => ({ to: String(nodePodCidr(lab, node)), via: String(node.address), device: 'eth0' })),
    ...(own ? [{ to: String(nodePodCidr(lab, own)), device: podBridge }] : []),
    { to: 'default', via: String(lab.network.gateway), device: 'eth0' },
  ];
}

/** Who answers ARP for an address on the network of an interface, and the interface that answers. */
export interface Neighbour {
  readonly place: Place;
  readonly device: string;
}

/** The neighbour to which a place hands a packet for `address`; undefined where nobody answers its ARP request. */
export function neighbourAt(input: PathInput, place: Place, device: string, address: string): Neighbour | undefined {
  const { lab, moment } = input;
  const announcer = moment.announcers[address];
  const found = announcer === undefined ? ownerOf(input, address) : ({ kind: 'machine', name: announcer } as const);
  if (!found || samePlace(found, place)) return undefined;
  const segment = segmentOf(lab, place, device);
  const interfaces = interfacesOf(lab, found).filter((name) => segmentOf(lab, found, name) === segment);
  // An address of another network is not answered for here.
  const own = interfaces.find((name) => announcer !== undefined || answersFor(input, found, name, address));
  return own === undefined ? undefined : { place: found, device: own };
}

const answersFor = (input: PathInput, place: Place, device: string, address: string): boolean =>
  place.kind === 'internet' ? address === String(input.lab.internet.router) : addressAt(input, place, device) === address;

function interfacesOf(lab: Lab, place: Place): string[] {
  if (place.kind === 'gateway') return [machineBridge(lab), uplink];
  if (place.kind === 'machine') return nodeNamed(lab, place.name) ? ['eth0', podBridge] : ['eth0'];
  return [place.kind === 'internet' ? internetBridge(lab) : 'eth0'];
}

/** Interfaces of one segment hear each other's ARP requests. */
function segmentOf(lab: Lab, place: Place, device: string): string {
  if (place.kind === 'pod') return `pods of ${place.node}`;
  if (place.kind === 'machine' && device === podBridge) return `pods of ${place.name}`;
  if (place.kind === 'lan' || place.kind === 'machine' || device === machineBridge(lab)) return 'machines';
  return 'link';
}
