import { type Place } from '../path';

/** The commands with which a place's part of a way is looked at. */
export function commandAt(place: Place, what: 'rules' | 'routes' | 'arp', address = ''): string {
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
