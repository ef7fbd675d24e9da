import { type Lab, type Machine, nodes, type NodePortService } from '../../model';
import { type Claim, never, patient } from '../claim';
import { checkClosed } from '../curl';
import type { VantagePoint } from '../probe';
import { checkSpread } from '../spread';

/** The node ports Kubernetes gives away by itself begin after this one (KEP-3668). */
const lastFixedNodePort = 30085;

/** "NodePort: outside clients reach a fixed port of each node." */
export function nodePortClaims(lab: Lab): Claim[] {
  return lab.services
    .filter((service) => service.type === 'NodePort')
    .flatMap((service) =>
      service.ports.flatMap(({ nodePort }) =>
        nodePort === undefined ? [] : nodes(lab).flatMap((node) => claimsFor(lab, service, nodePort, node)),
      ),
    );
}

function claimsFor(lab: Lab, service: NodePortService, nodePort: number, node: Machine): Claim[] {
  const from: VantagePoint = { at: 'lan' };
  const closed = unlistedNodePort(lab);
  const common = {
    topic: 'node-port',
    from,
    lookAt: `./lab ssh ${node.name} -- sudo iptables -t nat -S KUBE-NODEPORTS`,
  } as const;
  return [
    {
      ...common,
      ...patient,
      id: `node-port.${nodePort}.${node.name}`,
      sentence: {
        en: `A client outside the cluster reaches ${service.name} on port ${nodePort} of ${node.name}, and every pod behind it answers in turn.`,
      },
      check: (context) => checkSpread(context, from, `http://${node.address}:${nodePort}`, service.workload),
    },
    {
      ...common,
      ...never,
      id: `node-port.closed.${node.name}`,
      sentence: { en: `${node.name} answers on the node port alone: port ${closed}, which no Service has, is closed.` },
      check: (context) => checkClosed(context, from, `http://${node.address}:${closed}/hostname`),
    },
  ];
}

/** A port no Service was given, by the definition or by chance. */
function unlistedNodePort(lab: Lab): number {
  const listed = lab.services.flatMap((service) =>
    service.type === 'NodePort' ? service.ports.map(({ nodePort }) => nodePort) : [],
  );
  let port = lastFixedNodePort;
  while (listed.includes(port)) port -= 1;
  return port;
}
