import { IpAddress } from './ip-address';
import type { Lab } from './lab';

/** Where a user's connection begins: on the lab's network, or at an outside user's host. */
export type ConnectionOrigin = 'lan' | 'outside';

/** Who knows the address of a name: nobody has to be asked, the cluster's CoreDNS, or the name server of the place it begins at. */
export type Destination =
  | { readonly kind: 'address'; readonly address: IpAddress }
  | { readonly kind: 'cluster-name'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What a user's program asks to be connected with. From the lab's network `api-tester.default.svc` and the cluster's whole domain are the
 * cluster's names. There a name without a dot is one of the company's zone. An outsider has neither.
 */
export function destinationOf(lab: Lab, from: ConnectionOrigin, host: string): Destination {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/^[\d.]+$/.test(name) || name.includes(':')) return addressDestination(name);
  if (name === 'localhost' || name.endsWith('.localhost'))
    return { kind: 'refused', reason: 'this machine is no part of the lab' };
  if (!isHostName(name)) return { kind: 'refused', reason: 'it is no host name' };
  if (from === 'outside') return { kind: 'name', name };
  if (/^[^.]+\.[^.]+\.svc$/.test(name)) return { kind: 'cluster-name', name: `${name}.${lab.cluster.dnsDomain}` };
  if (name.endsWith(`.${lab.cluster.dnsDomain}`)) return { kind: 'cluster-name', name };
  return { kind: 'name', name: name.includes('.') ? name : `${name}.${lab.dns.zone}` };
}

/** Whether only the cluster's nodes reach an address: a Service's or a pod's. They forward nothing for others by an address of theirs. */
export const isClusterAddress = ({ cluster }: Lab, address: IpAddress): boolean =>
  [cluster.serviceCidr, cluster.podCidr].some((network) => network.contains(address));

function addressDestination(text: string): Destination {
  if (text.includes(':')) return { kind: 'refused', reason: 'the lab has IPv4 addresses only' };
  const address = parsed(text);
  if (!address) return { kind: 'refused', reason: 'it is no IPv4 address' };
  const [first] = address.octets();
  if (first === 127 || first === 0) return { kind: 'refused', reason: 'this machine is no part of the lab' };
  return { kind: 'address', address };
}

function parsed(text: string): IpAddress | undefined {
  try {
    return IpAddress.parse(text);
  } catch {
    return undefined;
  }
}

/** At most 253 letters in labels of at most 63; underscores are in names of SRV records (RFC 1035, section 2.3.4). */
const isHostName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
