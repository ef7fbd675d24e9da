import type { Lab, Service } from '../model';
import { addressesOf, questions } from './dns-questions';
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

/** The same where it is not ready: a client that is not there asks nothing. */
export const clientOn = (input: PathInput, node: string): Place & { kind: 'pod' } => {
  const found = toolboxOn(input, node);
  return found?.kind === 'pod' ? found : { kind: 'pod', name: 'toolbox', node };
};

/** The toolbox of the first worker that has one; that of the first worker where none is ready. */
export const firstClient = (input: PathInput): Place =>
  firstToolbox(input) ?? clientOn(input, (input.lab.workers[0] ?? input.lab.controlPlane).name);

/** Whether a place can send something. */
export const isThere = ({ moment }: PathInput, place: Place): boolean =>
  place.kind !== 'pod' || moment.pods.some(({ name }) => name === place.name);

/** The nodes with a ready pod behind a Service. While there is none: where the scheduler spreads its pods to. */
export function nodesBehind(input: PathInput, workload: string): string[] {
  const ready = podsBehind(input, workload).map(({ node }) => node);
  if (ready.length > 0) return ready;
  const { workers, workloads, controlPlane } = input.lab;
  const replicas = workloads.find(({ name }) => name === workload)?.replicas ?? 1;
  const all = workers.length > 0 ? workers : [controlPlane];
  return all.slice(0, Math.max(replicas, 1)).map(({ name }) => name);
}

/** The ready pods behind a Service. */
export const podsBehind = ({ moment }: PathInput, workload: string): Endpoint[] => endpointsOf(moment, 'default', workload, 0);

/**
 * The exchanges of a connection to a name: its lookup, then the connection to one of its addresses. Empty for a name without any, and for
 * a client that is not there.
 */
export function byName(input: PathInput, from: Place, name: string, port: number): Exchange[] {
  const sockets = addressesOf(input, name).map((address) => ({ address, port }));
  if (sockets.length === 0 || !isThere(input, from)) return [];
  return [...questions(input, from, name), exchange(input, from, { protocol: 'tcp', sockets })];
}

/** The same, or the lookup alone while the name has no address. */
export function byNameIfAny(input: PathInput, from: Place, name: string, port: number): Exchange[] {
  const connected = byName(input, from, name, port);
  return connected.length > 0 || !isThere(input, from) ? connected : questions(input, from, name);
}

/** The exchange of a connection to one address. Empty for a client that is not there. */
export const byAddress = (input: PathInput, from: Place, address: string, port: number): Exchange[] =>
  isThere(input, from) ? [exchange(input, from, { protocol: 'tcp', sockets: [{ address, port }] })] : [];
