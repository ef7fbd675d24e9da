import { apiEndpoint, type Lab } from '../../model';
import type { Request, WebRequest } from '../../probe';
import { type PodService, protocolOf } from '../checks/service-port';
import type { Facts } from './facts';
import type { Cell } from './reach-table';
import type { Way } from './rules';
import { type Target, targetsOf } from './targets';

/** One request, and what its answers must be. */
export interface Question {
  readonly request: Request;
  readonly expects:
    | { readonly kind: 'pods'; readonly names: readonly string[] }
    | { readonly kind: 'large' | 'version' | 'page' | 'password' | 'closed' };
}

/** What is asked, or why it cannot be. */
export type Asked = Question | { readonly missing: string };

/** Connections at each address: of those that fail once in twenty times, all cells of a place find most. */
const connections = 3;

/** Everything that a cell asks, in the order of its ways. */
export function questionsOf(lab: Lab, cell: Cell, facts: Facts): readonly Asked[] {
  const asked = cell.ways.flatMap((way) => ofWay(lab, cell, way, facts));
  const keyed = (question: Question, index: number): Question => ({
    ...question,
    request: { ...question.request, key: `${cell.destination.id}~${index}` },
  });
  return asked.map((each, index) => ('missing' in each ? each : keyed(each, index)));
}

function ofWay(lab: Lab, cell: Cell, way: Way, facts: Facts): readonly Asked[] {
  const { destination } = cell;
  if (destination.kind === 'kubernetes' || destination.kind === 'api-server') return apiServer(lab, cell, way);
  if (!('service' in destination)) return [];
  const { service } = destination;
  if (service.type === 'ExternalName') {
    const host = service.externalName;
    return [{ request: { ...web, url: `http://${service.name}/`, host }, expects: { kind: 'page' } }];
  }
  const pods = facts.readyPods(service.workload).map(({ name }) => name);
  if (pods.length === 0) return [{ missing: `no pod of ${service.workload} is ready` }];
  const targets = targetsOf(lab, cell, service, way, facts);
  if ('missing' in targets) return [targets];
  if (cell.expected === 'closed') return targets.value.map(({ host, port }) => closedAt(`http://${host}:${port}/hostname`));
  return targets.value.flatMap((target) => ask(lab, service, target, target.among ?? pods));
}

const web = { kind: 'web', key: '' } as const;

const closedAt = (url: string): Question => ({ request: { ...web, url, closed: true }, expects: { kind: 'closed' } });

function apiServer(lab: Lab, { destination, expected }: Cell, way: Way): readonly Question[] {
  const inside = way === 'name' ? 'kubernetes.default' : String(lab.cluster.apiServiceAddress);
  const url = `https://${destination.kind === 'kubernetes' ? inside : apiEndpoint(lab)}/version`;
  if (expected === 'closed') return [closedAt(url)];
  return [{ request: { ...web, url, times: connections, verified: true }, expects: { kind: 'version' } }];
}

function ask(lab: Lab, service: PodService, target: Target, names: readonly string[]): readonly Question[] {
  const protocol = protocolOf(lab, service, target.spoken);
  const { host, port, certified, address } = target;
  if (protocol === 'postgres') return [{ request: { kind: 'postgres', key: '', host, port }, expects: { kind: 'password' } }];
  const base: WebRequest = { ...web, url: `${protocol}://${host}:${port}/hostname`, ...(address && { address }) };
  if (protocol === 'https')
    return [{ request: { ...base, ...(certified && { verified: true }) }, expects: { kind: 'pods', names } }];
  return [
    { request: { ...base, times: connections }, expects: { kind: 'pods', names } },
    { request: { ...base, url: `http://${host}:${port}/echo`, large: true }, expects: { kind: 'large' } },
  ];
}
