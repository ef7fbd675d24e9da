import { type Lab, lastStaticNodePort, type LoadBalancerService } from '../../model';

/** The port after the first one that the Service does not list. */
export function unlistedPort(service: LoadBalancerService): number {
  const listed = service.ports.map(({ port }) => port);
  let port = next(listed[0]!);
  while (listed.includes(port)) port = next(port);
  return port;
}

const next = (port: number): number => (port === 65535 ? 1 : port + 1);

/** A port no Service was given, neither by the definition nor at random. */
export function unlistedNodePort(lab: Lab): number {
  const listed = lab.services.flatMap((service) =>
    service.type === 'NodePort' ? service.ports.map(({ nodePort }) => nodePort) : [],
  );
  let port = lastStaticNodePort;
  while (listed.includes(port)) port -= 1;
  return port;
}
