import { type Lab, type Machine, nodePodCidr, nodes, type NodePortService } from '../model';
import { podsOf, type VantagePoint } from '../probe';
import { type Claim, forbidden, eventually, type Verdict, type VerifyContext } from '../verify';
import { checkClientAddress, clientAddressSentence } from './checks/client-address';
import { checkClosed } from './checks/closed';
import { checkEndpoint, inTurn, type Protocol, protocolOf } from './checks/service-port';
import { plannedPods } from './checks/spread';
import { unlistedNodePort } from './checks/unlisted-ports';
import { proxyRuleClaims } from './proxy-rule-claims';

const topic = 'node-port' as const;
const from: VantagePoint = { at: 'lan' };
/** Why nobody can tell what a LAN host's address becomes. */
const sharedAddress = 'the LAN host is the computer that runs the machines, whose address is the gateway’s';
const hints = (node: Machine) => `./lab ssh ${node.name} -- sudo iptables -t nat -S KUBE-NODEPORTS`;

/** "NodePort: outside clients reach a fixed port of each node." */
export function nodePortClaims(lab: Lab): Claim[] {
  const services = lab.services.filter((service) => service.type === 'NodePort');
  return [
    ...services.flatMap((service) => [...answers(lab, service), ...clientAddress(lab, service), ...rules(lab, service)]),
    ...(services.length > 0 ? nodes(lab).map((node) => closed(lab, node)) : []),
  ];
}

/** A port of the Service as the model promises it. */
const endpoints = (lab: Lab, service: NodePortService) =>
  service.ports.flatMap((port) =>
    port.nodePort === undefined ? [] : [{ ...port, nodePort: port.nodePort, protocol: protocolOf(lab, service, port) }],
  );

function answers(lab: Lab, service: NodePortService): Claim[] {
  const local = service.externalTrafficPolicy === 'Local';
  return endpoints(lab, service).flatMap(({ nodePort, protocol }) =>
    nodes(lab).map((node): Claim => {
      const turn = inTurn(protocol);
      return {
        id: `node-port.${nodePort}.${node.name}`,
        topic,
        from,
        ...eventually,
        lookAt: hints(node),
        sentence: local
          ? {
              en: `${node.name} answers for ${service.name} on port ${nodePort} with its own pods alone, and is silent when it runs none (externalTrafficPolicy Local).`,
              ko: `${node.name} 노드는 포트 ${nodePort}에서 자기 노드에 있는 ${service.name} 서비스의 파드로만 응답하고, 그런 파드가 없으면 응답하지 않는다(externalTrafficPolicy Local).`,
            }
          : {
              en: `A client outside the cluster reaches ${service.name} on port ${nodePort} of ${node.name}, ${turn.en}.`,
              ko: `클러스터 밖의 클라이언트는 ${node.name} 노드의 포트 ${nodePort}에서 ${service.name} 서비스에 접속할 수 있고, ${turn.ko}.`,
            },
        check: (context) =>
          local
            ? checkLocal(context, service, node, nodePort, protocol)
            : checkEndpoint(context, from, endpoint(service, node, nodePort, protocol)),
      };
    }),
  );
}

const endpoint = (service: NodePortService, node: Machine, port: number, protocol: Protocol) => ({
  host: String(node.address),
  port,
  protocol,
  workload: service.workload,
});

async function checkLocal(
  context: VerifyContext,
  service: NodePortService,
  node: Machine,
  nodePort: number,
  protocol: Protocol,
): Promise<Verdict> {
  const pods = await plannedPods(context, service.workload);
  if ('missing' in pods) return pods.missing;
  if (!pods.value.some((pod) => pod.node === node.name))
    return checkClosed(context, from, `http://${node.address}:${nodePort}/hostname`);
  return checkEndpoint(context, from, endpoint(service, node, nodePort, protocol), { among: (pod) => pod.node === node.name });
}

function clientAddress(lab: Lab, service: NodePortService): Claim[] {
  const port = endpoints(lab, service).find(({ protocol }) => protocol !== 'postgres');
  if (!port) return [];
  const policy = service.externalTrafficPolicy;
  const client = String(lab.network.client);
  return [
    {
      id: `node-port.client-address.${service.name}`,
      topic,
      from,
      ...eventually,
      lookAt: `./lab kubectl get service ${service.name} -o yaml`,
      sentence: clientAddressSentence(service.name, policy, client),
      notAsked: ({ ownHosts }) => (ownHosts ? undefined : sharedAddress),
      check: async (context) => {
        const pods = await podsOf(context, service.workload);
        const answering = nodes(lab).filter(
          (node) => policy === 'Cluster' || pods.value.some((pod) => pod.ready && pod.node === node.name),
        );
        const bases = answering.map((node) => ({
          url: `${port.protocol}://${node.address}:${port.nodePort}`,
          server: String(node.address),
          // Towards another node it is the node's own address, towards a pod of its own that of the pods' bridge.
          snatAddresses: [String(node.address), String(nodePodCidr(lab, node).at(1))],
        }));
        return checkClientAddress(context, from, { bases, policy, client });
      },
    },
  ];
}

function rules(lab: Lab, service: NodePortService): Claim[] {
  const entries = endpoints(lab, service).map(({ nodePort, targetPort }) => ({
    chain: 'KUBE-NODEPORTS' as const,
    name: `port ${nodePort}`,
    targetPort,
    matches: (rule: string) => rule.includes(`--dport ${nodePort} `),
  }));
  const ports = endpoints(lab, service)
    .map(({ nodePort }) => nodePort)
    .join(', ');
  return proxyRuleClaims(lab, topic, service, entries, (node) => ({
    en: `On ${node.name} kube-proxy's iptables rules lead the node port ${ports} to the ready pods of ${service.name}.`,
    ko: `${node.name} 노드에서 kube-proxy가 만든 iptables 규칙은 노드 포트 ${ports}번을 ${service.name} 서비스의 준비된 파드로 보낸다.`,
  }));
}

function closed(lab: Lab, node: Machine): Claim {
  const port = unlistedNodePort(lab);
  return {
    id: `node-port.closed.${node.name}`,
    topic,
    from,
    ...forbidden,
    lookAt: hints(node),
    sentence: {
      en: `${node.name} answers on the node ports of the lab alone: port ${port}, which no Service has, is closed.`,
      ko: `${node.name} 노드는 정해진 노드 포트로만 응답한다. 어떤 서비스에도 없는 포트 ${port}번은 닫혀 있다.`,
    },
    check: (context) => checkClosed(context, from, `http://${node.address}:${port}/hostname`),
  };
}
