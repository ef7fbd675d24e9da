import type { Lab, Service, ServicePort } from '../../model';
import type { Pod, VantagePoint } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';
import { checkPostgres } from './postgres-server';
import { checkSpread, plannedPods, workloadOf } from './spread';

/** A Service with pods behind it. */
export type PodService = Exclude<Service, { readonly type: 'ExternalName' }>;

/** A Service with an address of its own. */
export type ProxiedService = Exclude<PodService, { readonly type: 'Headless' }>;

export type Protocol = 'http' | 'https' | 'postgres';

/** The port on which the test server speaks TLS. */
const tlsPort = 8443;

/** What is spoken on a port of a Service: the name is the user's to choose, the target port decides. */
export function protocolOf(lab: Lab, service: PodService, { targetPort }: ServicePort): Protocol {
  if (workloadOf(lab, service.workload).kind === 'postgres') return 'postgres';
  return targetPort === tlsPort ? 'https' : 'http';
}

export const isProxied = (service: Service): service is ProxiedService =>
  service.type !== 'ExternalName' && service.type !== 'Headless';

/** A port of a Service, and the part it has in the ids of its claims: none for the first one. */
export interface NamedPort {
  readonly port: ServicePort;
  /** `` or `.metrics`. */
  readonly suffix: string;
}

export const namedPorts = (service: PodService): NamedPort[] =>
  service.ports.map((port, index) => ({ port, suffix: index === 0 ? '' : `.${port.name}` }));

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly workload: string;
}

/**
 * Each of the workload's pods answers in turn at this endpoint; of PostgreSQL, one answers. With `verifyCertificate` the
 * certificate must be of the lab's authority and name the host.
 */
export async function checkEndpoint(
  context: VerifyContext,
  from: VantagePoint,
  endpoint: Endpoint,
  { verifyCertificate = false, among }: { readonly verifyCertificate?: boolean; readonly among?: (pod: Pod) => boolean } = {},
): Promise<Verdict> {
  const pods = await plannedPods(context, endpoint.workload);
  if ('missing' in pods) return pods.missing;
  if (endpoint.protocol === 'postgres') return checkPostgres(context, from, endpoint.host, endpoint.port);
  const certificate = verifyCertificate ? ['--cacert', context.probe.files.caCertificate] : ['--insecure'];
  const base = `${endpoint.protocol}://${endpoint.host}:${endpoint.port}`;
  const expected = among ? pods.value.filter(among) : pods.value;
  if (expected.length === 0)
    return verdict(pods.seen, false, `no pod of ${endpoint.workload} may answer at ${endpoint.host}:${endpoint.port}`);
  return checkSpread(context, from, base, expected, endpoint.protocol === 'https' ? certificate : []);
}

/** `and every pod behind it answers in turn`; of PostgreSQL, that a server answers. */
export const inTurn = (protocol: Protocol) =>
  protocol === 'postgres'
    ? { en: 'and a PostgreSQL server answers', ko: 'PostgreSQL 서버가 응답한다' }
    : { en: 'and every pod behind it answers in turn', ko: '뒤에 있는 모든 파드가 번갈아 응답한다' };
