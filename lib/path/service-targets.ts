import { type Lab, serviceDnsName } from '../model';
import { questions } from './dns-questions';
import type { Exchange } from './exchange';
import { byAddress, byName, firstToolbox } from './journey-parts';
import type { Place } from './place';
import type { PathInput } from './path-input';

/** Where a Service is asked from and by which address, when nothing else is said. */
export interface ServiceTarget {
  readonly from: Place;
  readonly target: string;
  readonly exchanges: readonly Exchange[];
}

/**
 * A request to a Service, as the lesson shows its type. Undefined where the lab does not tell its address.
 * @param asked where the user wants it to be asked from
 */
export function serviceTarget(input: PathInput, service: Lab['services'][number], asked?: Place): ServiceTarget | undefined {
  const { lab } = input;
  const byPort = (from: Place | undefined, address: string, port: number | undefined): ServiceTarget | undefined =>
    from && port !== undefined
      ? { from, target: `${address}:${port}`, exchanges: byAddress(input, from, address, port) }
      : undefined;
  switch (service.type) {
    case 'ClusterIP':
      return byPort(asked ?? firstToolbox(input), String(service.clusterIp), service.ports[0]?.port);
    case 'NodePort':
      return byPort(asked ?? { kind: 'lan' }, String((lab.workers[0] ?? lab.controlPlane).address), service.ports[0]?.nodePort);
    case 'LoadBalancer':
      return byPort(asked ?? { kind: 'outside' }, String(service.address), service.ports[0]?.port);
    case 'Headless':
    case 'ExternalName': {
      const from = asked ?? firstToolbox(input);
      const port = service.type === 'Headless' ? service.ports[0]?.port : 80;
      const name = serviceDnsName(lab, service);
      if (!from || port === undefined) return undefined;
      const connected = byName(input, from, name, port);
      if (connected.length > 0) return { from, target: `${service.name}:${port}`, exchanges: connected };
      return { from, target: `dns:${name}`, exchanges: questions(input, from, name) };
    }
  }
}
