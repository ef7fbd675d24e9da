import type { Lab, Service } from '../model';
import { addressesOf, questions } from './dns';
import { type Exchange, exchange } from './exchange';
import type { Place } from './place';
import { endpointsOf, type Endpoint } from './proxied-port';
import type { PathInput } from './path-input';

/** The Services of one type. */
export const servicesOf = <Type extends Service['type']>(lab: Lab, type: Type): Extract<Service, { type: Type }>[] =>
  lab.services.filter((service): service is Extract<Service, { type: Type }> => service.type === type);

/** The toolbox of a node; undefined while it has none that is ready. */
export function toolboxOn({ moment }: PathInput, node: string): Place | undefined {
  const pod = moment.pods.find((candidate) => candidate.app === 'toolbox' && candidate.node === node && candidate.ready);
  return pod && { kind: 'pod', name: pod.name, node };
}

/** The toolbox of the first worker that has one. */
export function firstToolbox(input: PathInput): Place | undefined {
  return [...input.lab.workers, input.lab.controlPlane]
    .map(({ name }) => toolboxOn(input, name))
    .find((place) => place !== undefined);
}

/** The ready pods behind a Service. */
export const podsBehind = ({ moment }: PathInput, workload: string): Endpoint[] => endpointsOf(moment, 'default', workload, 0);

/** The exchanges of a connection to a name: its lookup, then the connection to one of its addresses. Empty for a name without any. */
export function byName(input: PathInput, from: Place, name: string, port: number): Exchange[] {
  const sockets = addressesOf(input, name).map((address) => ({ address, port }));
  if (sockets.length === 0) return [];
  return [...questions(input, from, name), exchange(input, from, { protocol: 'tcp', sockets })];
}

/** The exchange of a connection to one address. */
export const byAddress = (input: PathInput, from: Place, address: string, port: number): Exchange[] => [
  exchange(input, from, { protocol: 'tcp', sockets: [{ address, port }] }),
];
