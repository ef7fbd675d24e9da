import { defaults } from './defaults';
import { type LabDefinition, limits, type ServiceDefinition, type WorkloadDefinition } from './definition';
import { parseDnsLabel } from './dns-name';
import type { Reader } from './reader';
import type { Workload } from './service';

/** The pods behind the Services. */
export function readWorkloads(definition: LabDefinition, reader: Reader): Workload[] {
  return Object.entries(workloadsOf(definition)).map(([name, { kind, replicas = defaults.replicas }]) => {
    const path = `workloads.${name}`;
    reader.read(
      path,
      () => parseDnsLabel(name),
      () => name,
    );
    const most = kind === 'postgres' ? limits.postgresReplicas : limits.apiTesterReplicas;
    return { kind, name, replicas: reader.integer(`${path}.replicas`, replicas, most) };
  });
}

/** The default Services keep the default workloads, and other Services bring those of them along that they use. */
function workloadsOf({ workloads, services }: LabDefinition): Readonly<Record<string, WorkloadDefinition>> {
  if (!services) return { ...defaults.workloads, ...workloads };
  if (workloads) return workloads;
  const [first] = Object.keys(defaults.workloads);
  const used = Object.entries<ServiceDefinition>(services).map(([name, service]) =>
    service.type === 'ExternalName' ? undefined : (service.workload ?? (Object.hasOwn(defaults.workloads, name) ? name : first)),
  );
  return Object.fromEntries(Object.entries(defaults.workloads).filter(([name]) => used.includes(name)));
}
