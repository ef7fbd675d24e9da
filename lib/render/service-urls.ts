import { type Lab, nodes, type Service, servedPorts, type ServicePort } from '../model';

/** Where clients outside the cluster reach a Service: a URL for each of its ports, of a NodePort one on each node. Otherwise none. */
export function serviceUrls(lab: Lab, service: Service): string[] {
  switch (service.type) {
    case 'LoadBalancer':
      return service.ports.map((port) => url(scheme(lab, service.workload, port), String(service.address), port.port));
    case 'NodePort':
      return service.ports.flatMap((port) =>
        nodes(lab).map(({ address }) => url(scheme(lab, service.workload, port), String(address), port.nodePort!)),
      );
    default:
      return [];
  }
}

/** What the pods speak at a port. */
function scheme(lab: Lab, workload: string, { targetPort }: ServicePort): string {
  const { kind } = lab.workloads.find(({ name }) => name === workload)!;
  const name = servedPorts[kind].find((port) => port.targetPort === targetPort)!.name;
  return name === 'postgres' ? 'postgresql' : name;
}

const usual: Readonly<Record<string, number>> = { http: 80, https: 443, postgresql: 5432 };

const url = (scheme: string, host: string, port: number): string =>
  `${scheme}://${host}${usual[scheme] === port ? '' : `:${port}`}`;
