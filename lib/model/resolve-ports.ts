import { limits, type ServicePortDefinition } from './definition';
import { parseDnsLabel } from './dns-name';
import type { Reader } from './reader';
import { servedPorts, type ServicePort, type ServiceType, type Workload } from './service';

/** The ports of a Service. Those that are not given are the workload's. */
export function readPorts(
  path: string,
  definition: { type: ServiceType; ports?: ServicePortDefinition[] },
  workload: Workload,
  reader: Reader,
): ServicePort[] {
  if (definition.ports === undefined) return defaultPorts(definition.type, workload);
  const usual = usualPorts(definition.ports, servedPorts[workload.kind]);
  return definition.ports.map((given, index): ServicePort => {
    const at = `${path}[${index}]`;
    const { name: usualName, base } = usual[index]!;
    const name = reader.read(
      `${at}.name`,
      () => parseDnsLabel(given.name ?? usualName),
      () => `port-${index + 1}`,
    );
    const targetPort = reader.integer(`${at}.targetPort`, given.targetPort ?? base.targetPort, limits.port);
    return {
      name,
      port: reader.integer(`${at}.port`, given.port ?? (definition.type === 'Headless' ? targetPort : base.port), limits.port),
      targetPort,
      ...(given.nodePort === undefined ? {} : { nodePort: given.nodePort }),
    };
  });
}

/** Default name and target of a Service's port: the served port of its name, else of its number. A name is given once. */
function usualPorts(ports: readonly ServicePortDefinition[], served: readonly ServicePort[]) {
  const names = new Set(ports.flatMap(({ name }) => name ?? []));
  const ofNumber = ({ port = 0, targetPort }: ServicePortDefinition) =>
    served.find((known) =>
      targetPort === undefined ? known.port === port || known.targetPort === port : known.targetPort === targetPort,
    );
  return ports.map((port, index) => {
    const known = served.find(({ name }) => name === port.name) ?? ofNumber(port);
    const base = known ?? served[0]!;
    const wanted = known || index === 0 ? base.name : `port-${index + 1}`;
    const own = names.has(wanted) ? `port-${index + 1}` : wanted;
    names.add(own);
    return { name: own, base };
  });
}

function defaultPorts(type: ServiceType, workload: Workload): ServicePort[] {
  const ports = servedPorts[workload.kind];
  if (type === 'LoadBalancer') return [...ports];
  // A headless Service has no address that could turn one port into another: clients reach the pods' own.
  if (type === 'Headless') return [{ ...ports[0]!, port: ports[0]!.targetPort }];
  return [ports[0]!];
}
