import type { DefinitionProblem } from '../problem';
import { companyName, type Lab, machinesWithPaths, serviceDnsName } from '../lab';

/** Every name means one thing, and none is too long with what is put behind it. */
export const nameRules = (lab: Lab): DefinitionProblem[] =>
  [machineNames, recordNames, ownNames, workloadNames, longNames].flatMap((rule) => rule(lab));

function machineNames(lab: Lab): DefinitionProblem[] {
  const all = machinesWithPaths(lab);
  return all.flatMap(({ path, machine }, index) => {
    const first = all.slice(0, index).find((other) => other.machine.name === machine.name);
    if (first)
      return [
        { path: `${path}.name`, value: machine.name, reason: `is the name of ${first.path} too`, also: [`${first.path}.name`] },
      ];
    if (lab.dns.records.some(({ name, implied }) => implied === 'company' && name === machine.name))
      return [{ path: `${path}.name`, value: machine.name, reason: `is a name the company zone has for something else` }];
    return [];
  });
}

/** Two addresses for one name would take turns. */
function recordNames(lab: Lab): DefinitionProblem[] {
  const taken = lab.dns.records.filter(({ implied }) => implied).map(({ name }) => name);
  return givenRecords(lab).flatMap(({ name }) =>
    taken.includes(name)
      ? [{ path: `dns.records.${name}`, value: name, reason: 'is in the company zone already', remedy: 'choose another name' }]
      : [],
  );
}

/** The records that the definition gives. */
const givenRecords = ({ dns }: Lab) => dns.records.filter(({ implied }) => !implied);

/** Kubernetes has a Service of its own in the namespace the lab's Services live in. */
function ownNames(lab: Lab): DefinitionProblem[] {
  return lab.services
    .filter(({ name }) => name === 'kubernetes')
    .map(({ name }) => ({
      path: `services.${name}`,
      value: name,
      reason: "is the name of Kubernetes' own Service in the same namespace",
      remedy: 'choose another name',
    }));
}

/** A workload's name is the label its Services choose pods by, and the beginning of other objects' names. */
function workloadNames({ workloads }: Lab): DefinitionProblem[] {
  return workloads.flatMap(({ kind, name }) => {
    const problem = (reason: string, remedy = 'choose another name') => [
      { path: `workloads.${name}`, value: name, reason, remedy },
    ];
    if (name === 'toolbox') return problem("is the name of the lab's own pods with the students' tools");
    if (kind !== 'postgres') return [];
    const tls = workloads.find((other) => other.kind === 'api-tester' && name === `${other.name}-tls`);
    if (tls) return problem(`is the name of the Secret with the certificate of workloads.${tls.name}`);
    // The label controller-revision-hash is the name, a hyphen and ten characters.
    if (name.length > 52)
      return problem(`has ${name.length} characters; a StatefulSet's name has at most 52`, 'choose a shorter name');
    return [];
  });
}

function longNames(lab: Lab): DefinitionProblem[] {
  const machines = machinesWithPaths(lab);
  const inZone = (path: string, name: string) => ({ path, name: companyName(lab, { name }), also: 'dns.zone' });
  const inCluster = (path: string, name: string) => ({ path, name: serviceDnsName(lab, { name }), also: 'cluster.dnsDomain' });
  const names = [
    // The longest of those the zone has in any case.
    inZone('dns.zone', 'hostmaster'),
    ...machines.map(({ path, machine }) => inZone(`${path}.name`, machine.name)),
    ...givenRecords(lab).map(({ name }) => inZone(`dns.records.${name}`, name)),
    inCluster('cluster.dnsDomain', 'kubernetes'),
    ...lab.services.map(({ name }) => inCluster(`services.${name}`, name)),
    ...lab.services.flatMap((service) => {
      const pods = service.type === 'Headless' && lab.workloads.find(({ name }) => name === service.workload);
      // The name of its last pod.
      return pods && pods.kind === 'postgres'
        ? [inCluster(`services.${service.name}`, `${pods.name}-${pods.replicas - 1}.${service.name}`)]
        : [];
    }),
    ...lab.internet.sites.map(({ name }) => ({ path: 'internet.sites', name: `hostmaster.${name}`, also: 'services' })),
  ];
  return names
    .filter(({ name }) => name.length > 253)
    .map(({ path, name, also }) => ({
      path,
      value: name,
      reason: `has ${name.length} characters; a DNS name has at most 253`,
      remedy: 'choose shorter names',
      also: [also],
    }));
}
