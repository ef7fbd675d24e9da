import { defaults } from '../defaults';
import type { Lab } from '../lab';
import { freeNodePort, isNodePort, lastStaticNodePort, nodePorts } from '../port';
import type { DefinitionProblem } from '../problem';
import { servedPorts, type Service, type ServicePort } from '../service';
import { repeated } from './repeated';

type PodService = Exclude<Service, { readonly type: 'ExternalName' }>;

/** What a rule says of one port, without its path. */
type PortProblem = Omit<DefinitionProblem, 'path'> & { readonly key: keyof ServicePort };

/**
 * Ports of one Service differ in name and number and lead to something. A headless Service cannot change a port's number. Node ports
 * belong to one Service each.
 */
export const servicePortRules = (lab: Lab): DefinitionProblem[] => [
  ...nodePortProblems(lab),
  ...lab.services.flatMap((service) => ('ports' in service ? portProblems(service, lab) : [])),
];

function nodePortProblems(lab: Lab): DefinitionProblem[] {
  const all = lab.services.flatMap((service) =>
    service.type === 'NodePort'
      ? service.ports.map(({ nodePort }, index) => ({ name: `${service.name}.ports[${index}].nodePort`, key: String(nodePort) }))
      : [],
  );
  const taken = new Set(all.map(({ key }) => Number(key)));
  const free = freeNodePort(defaults.nodePort, (port) => taken.has(port));
  const kept = free !== undefined && free <= lastStaticNodePort;
  const remedy =
    free === undefined
      ? undefined
      : `use ${free}, which is free${kept ? ' and in the range kept for fixed ports (KEP-3668)' : ''}`;
  return [
    ...all
      .filter(({ key }) => !isNodePort(Number(key)))
      .map(({ name, key }) => ({
        path: `services.${name}`,
        value: key,
        reason: `is outside ${nodePorts.first}-${nodePorts.last}`,
        remedy,
      })),
    ...repeated(all).map(({ name, key, first }) => ({
      path: `services.${name}`,
      value: key,
      reason: `is the node port of services.${first} too`,
      remedy,
      also: [`services.${first}`],
    })),
  ];
}

function portProblems(service: PodService, lab: Lab): DefinitionProblem[] {
  const path = `services.${service.name}.ports`;
  return [repeatedName, repeatedNumber, changedNumber, unservedTarget, unwantedNodePort].flatMap((rule) =>
    service.ports.flatMap((_port, index) =>
      rule(service, index, lab).map(({ key, ...problem }) => ({ path: `${path}[${index}].${key}`, ...problem })),
    ),
  );
}

const repeatedName = (service: PodService, index: number): PortProblem[] => repeatedPart(service, index, 'name');
const repeatedNumber = (service: PodService, index: number): PortProblem[] => repeatedPart(service, index, 'port');

function repeatedPart({ ports }: PodService, index: number, key: 'name' | 'port'): PortProblem[] {
  const value = ports[index]![key];
  if (!ports.slice(0, index).some((other) => other[key] === value)) return [];
  return [{ key, value: String(value), reason: `is the ${key} of another port of this Service` }];
}

function changedNumber({ type, ports }: PodService, index: number): PortProblem[] {
  const { port, targetPort } = ports[index]!;
  if (type !== 'Headless' || port === targetPort) return [];
  const reason = `cannot lead to ${targetPort}: clients of a headless Service connect to the pods themselves`;
  return [{ key: 'port', value: String(port), reason, remedy: `write ${targetPort}` }];
}

function unservedTarget({ name, workload, ports }: PodService, index: number, { workloads }: Lab): PortProblem[] {
  const { targetPort } = ports[index]!;
  const kind = workloads.find((candidate) => candidate.name === workload)?.kind;
  const served = kind ? servedPorts[kind].map((port) => port.targetPort) : [];
  if (!kind || served.includes(targetPort)) return [];
  return [
    {
      key: 'targetPort',
      value: String(targetPort),
      reason: `is no port of the workload ${workload}, whose pods listen on ${served.join(' and ')}`,
      remedy: `write ${served.join(' or ')}`,
      also: [`services.${name}.workload`, `workloads.${workload}`],
    },
  ];
}

function unwantedNodePort({ type, ports }: PodService, index: number): PortProblem[] {
  const { nodePort } = ports[index]!;
  if (type === 'NodePort' || nodePort === undefined) return [];
  const reason = `is for a Service of type NodePort, and this one is of type ${type}`;
  return [{ key: 'nodePort', value: String(nodePort), reason, remedy: 'leave it out, or write type: NodePort' }];
}
