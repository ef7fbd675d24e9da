import type { Hop } from './hop';
import type { Packet } from './packet';
import type { Arrival, Passage } from './passage';
import { machinePlace, type Place, placeName } from './place';
import { neighbourAt, routeTo } from './routing';
import { addressAt, macOf, podBridge, type PathInput } from './path-input';

/** The place that a packet reaches by an interface: a pod's frames always pass the bridge of its node. */
export function nextPlace(
  input: PathInput,
  place: Place,
  packet: Packet,
  { device, nextHop }: NonNullable<Passage['out']>,
): { place: Place; arrival: Arrival } | undefined {
  if (place.kind === 'pod') {
    const bridged =
      routeTo(input, place, packet.destination.address)?.via === undefined && nextHop !== addressOfBridge(input, place);
    return { place: machinePlace({ name: place.node }), arrival: { packet, in: podBridge, bridged } };
  }
  const neighbour = neighbourAt(input, place, device, nextHop);
  return neighbour && { place: neighbour.place, arrival: { packet, in: neighbour.device } };
}

const addressOfBridge = (input: PathInput, { node }: Place & { kind: 'pod' }): string =>
  addressAt(input, machinePlace({ name: node }), podBridge);

/** The frame that leaves, and who said which address it goes to. */
export function sent(
  input: PathInput,
  place: Place,
  arrival: Arrival,
  { out, steps }: Pick<Passage, 'out' | 'steps'>,
  arrives: boolean,
): Pick<Hop, 'out' | 'steps' | 'frame'> {
  const { device, nextHop } = out!;
  const destination = macOf(input, nextHop);
  const detail = arrives
    ? `${nextHop} is at ${destination ?? whoHas(input, place, device, nextHop)}`
    : `nobody answers for ${nextHop}`;
  const frame = arrives ? { source: macOf(input, addressAt(input, place, device)), destination } : undefined;
  return { out: device, steps: arrival.bridged ? steps : [...steps, { cause: 'arp', detail }], frame };
}

function whoHas(input: PathInput, place: Place, device: string, address: string): string {
  const neighbour = neighbourAt(input, place, device, address);
  return neighbour ? `${neighbour.device} of ${placeName(neighbour.place)}` : 'the bridge of its node';
}
