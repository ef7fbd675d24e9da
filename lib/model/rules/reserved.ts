import type { DefinitionProblem } from '../problem';
import { type Lab, machinesWithPaths } from '../lab';

/** Names that mean something else everywhere: no question for them reaches a name server, or none may be answered. */
export const reservedNameRules = (lab: Lab): DefinitionProblem[] =>
  [machineNames, hostNames, zones, outsideNames].flatMap((rule) => rule(lab));

/** The machine itself, and what Debian's /etc/hosts has beside it. */
const ownNames = [
  'localhost',
  'ip6-localhost',
  'ip6-loopback',
  'ip6-allnodes',
  'ip6-allrouters',
  'ip6-localnet',
  'ip6-mcastprefix',
];

/**
 * Top-level domains that are no zone of anybody's (RFC 6761, section 6; RFC 7686). Of `local`, kept for multicast DNS (RFC 6762),
 * many companies have a zone, and nothing in the lab speaks that.
 */
const topLevels: Readonly<Record<string, string>> = {
  localhost: 'is the machine itself to every program (RFC 6761)',
  invalid: 'is kept to have no names (RFC 6761)',
  onion: 'is kept for Tor, and name servers refuse it (RFC 7686)',
};

const remedy = 'choose another name';

function machineNames(lab: Lab): DefinitionProblem[] {
  return machinesWithPaths(lab).flatMap(({ path, machine: { name } }) =>
    ownNames.includes(name)
      ? [{ path: `${path}.name`, value: name, reason: 'is a name of every machine for itself', remedy }]
      : [],
  );
}

/** In a pod the bare name would be the pod itself. */
function hostNames(lab: Lab): DefinitionProblem[] {
  const isMachine = (name: string) => machinesWithPaths(lab).some(({ machine }) => machine.name === name);
  const named = [
    ...lab.dns.records.filter(({ name }) => !isMachine(name)).map(({ name }) => ({ path: `dns.records.${name}`, name })),
    ...lab.services.map(({ name }) => ({ path: `services.${name}`, name })),
  ];
  return named.flatMap(({ path, name }) =>
    ownNames.includes(name) ? [{ path, value: name, reason: 'is a name of every machine and pod for itself', remedy }] : [],
  );
}

function zones({ dns, cluster }: Lab): DefinitionProblem[] {
  const named = [
    { path: 'dns.zone', name: dns.zone },
    { path: 'cluster.dnsDomain', name: cluster.dnsDomain },
    ...dns.forwardZones.map(({ zone }) => ({ path: `dns.forwardZones.${zone}`, name: zone })),
  ];
  return named.flatMap(({ path, name }) => reservedDomain(path, name));
}

function outsideNames({ internet, services }: Lab): DefinitionProblem[] {
  const targets = services.flatMap((service) =>
    service.type === 'ExternalName' ? { path: `services.${service.name}.externalName`, name: service.externalName } : [],
  );
  const sites = internet.sites
    .filter(({ name }) => !targets.some((target) => target.name === name))
    .map(({ name }) => ({ path: 'internet.sites', name }));
  return [...targets, ...sites].flatMap(({ path, name }) => reservedDomain(path, name));
}

function reservedDomain(path: string, name: string): DefinitionProblem[] {
  const top = name.split('.').at(-1)!;
  return Object.hasOwn(topLevels, top)
    ? [{ path, value: name, reason: `is no usable name: ${top} ${topLevels[top]}`, remedy }]
    : [];
}
