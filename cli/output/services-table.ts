import type { Lab, Service } from '../../lib/model';
import { table } from '../../lib/report';

/** The Services of a lab: where each is reached, and what is behind it. */
export const servicesTable = (lab: Lab): string =>
  table(
    ['service', 'type', 'reached at', 'pods behind it', 'their ports'],
    lab.services.map((service) => serviceRow(lab, service)),
  );

function serviceRow(lab: Lab, service: Service): string[] {
  return [service.name, service.type, reachedAt(lab, service), ...behind(lab, service)];
}

function reachedAt(lab: Lab, service: Service): string {
  switch (service.type) {
    case 'ClusterIP':
      return at(
        service.clusterIp,
        service.ports.map(({ port }) => port),
      );
    case 'NodePort':
      return at(
        'every node',
        service.ports.map(({ nodePort }) => nodePort!),
      );
    case 'LoadBalancer':
      return at(
        service.address,
        service.ports.map(({ port }) => port),
      );
    case 'ExternalName':
      return `a CNAME for ${service.externalName}`;
    case 'Headless':
      return at(
        'each pod',
        service.ports.map(({ port }) => port),
      );
  }
}

const at = (where: object | string, ports: readonly number[]): string => `${String(where)}:${ports.join(',')}`;

/** The pods, and the port of theirs that each port of the Service leads to. */
function behind(lab: Lab, service: Service): [string, string] {
  if (service.type === 'ExternalName') return ['-', '-'];
  const { workload, ports } = service;
  const replicas = lab.workloads.find(({ name }) => name === workload)?.replicas ?? 0;
  return [`${replicas} of ${workload}`, ports.map(({ name, targetPort }) => `${targetPort} ${name}`).join(', ')];
}
