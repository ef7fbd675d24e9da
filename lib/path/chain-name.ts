import { sha256 } from '@noble/hashes/sha2.js';
import { describeSocket, type Protocol, type Socket } from './packet';

/** A port of a Service as kube-proxy names it: `default/api-tester:http`; without `:http` where the port has no name. */
export interface ServicePortName {
  readonly namespace: string;
  readonly service: string;
  readonly portName: string;
  readonly protocol: Protocol;
}

/** `default/api-tester:http`, in comments of rules and in the names of chains. */
export const servicePortName = ({ namespace, service, portName }: ServicePortName): string =>
  `${namespace}/${service}${portName && `:${portName}`}`;

/**
 * The chain in which kube-proxy chooses one of all endpoints (`SVC`), one of the node's own (`SVL`), or receives traffic from outside the
 * cluster (`EXT`): 16 characters of the base32 form (RFC 4648) of a SHA-256 over the port's name and protocol.
 */
export const serviceChain = (kind: 'SVC' | 'SVL' | 'EXT', port: ServicePortName): string =>
  `KUBE-${kind}-${hashed(servicePortName(port) + port.protocol)}`;

/** The chain that translates to one endpoint. */
export const endpointChain = (port: ServicePortName, endpoint: Socket): string =>
  `KUBE-SEP-${hashed(servicePortName(port) + port.protocol + describeSocket(endpoint))}`;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function hashed(text: string): string {
  const bits = [...sha256(new TextEncoder().encode(text))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: 16 }, (_, index) => alphabet[parseInt(bits.slice(5 * index, 5 * index + 5), 2)]).join('');
}
