import { type Lab, lastStaticNodePort, type LoadBalancerService, type NodePortService, nodes } from '../model';
import type { Journey } from './journey';
import { byAddress, nodesBehind, servicesOf } from './journey-parts';
import type { PathInput } from './path-input';

/** Journeys of clients outside the cluster. */
export const publishedJourneys = (input: PathInput): Journey[] => [
  ...servicesOf(input.lab, 'NodePort').flatMap((service) => [
    ...toNodePort(input, service, true),
    ...toNodePort(input, service, false),
  ]),
  ...closedNodePort(input),
  ...servicesOf(input.lab, 'LoadBalancer').flatMap((service) => [
    toLoadBalancer(input, service),
    closedLoadBalancerPort(input, service),
  ]),
];

const lan = { kind: 'lan' } as const;
const outside = { kind: 'outside' } as const;

/** At a node that has a pod of the Service, or at one that has none. */
function toNodePort(input: PathInput, service: NodePortService, withPod: boolean): Journey[] {
  const hosts = nodesBehind(input, service.workload);
  const candidates = withPod ? nodes(input.lab) : [...nodes(input.lab)].reverse();
  const node = candidates.find(({ name }) => hosts.includes(name) === withPod);
  const port = service.ports[0]?.nodePort;
  if (!node || port === undefined) return [];
  const local = service.externalTrafficPolicy === 'Local';
  const answer = !local
    ? ['one of its pods answers', '그 서비스의 파드가 응답한다']
    : withPod
      ? ['its own pod answers', '그 노드의 파드가 응답한다']
      : ['nothing answers', '아무것도 응답하지 않는다'];
  return [
    {
      id: `node-port.${withPod ? 'with-pod' : 'without-pod'}.${service.name}`,
      sentence: {
        en: `A client outside the cluster asks port ${port} of ${node.name}, which runs ${withPod ? 'a' : 'no'} pod of ${service.name}; ${answer[0]}.`,
        ko: `클러스터 밖의 클라이언트가 ${service.name}의 파드가 ${withPod ? '있는' : '없는'} ${node.name} 노드의 포트 ${port}에 접속하고, ${answer[1]}.`,
      },
      from: lan,
      target: `${node.address}:${port}`,
      exchanges: byAddress(input, lan, String(node.address), port),
      expects: local && !withPod ? 'unanswered' : 'answered',
      service: service.name,
    },
  ];
}

/** Refused: a node port that no Service has. */
function closedNodePort(input: PathInput): Journey[] {
  const node = input.lab.workers[0] ?? input.lab.controlPlane;
  const port = unlistedNodePort(input.lab);
  if (servicesOf(input.lab, 'NodePort').length === 0) return [];
  return [
    {
      id: 'node-port.closed',
      sentence: {
        en: `A client asks port ${port} of ${node.name}, which no Service has, and is refused.`,
        ko: `클라이언트가 어떤 서비스에도 없는 ${node.name} 노드의 포트 ${port}에 접속하고 거절된다.`,
      },
      from: lan,
      target: `${node.address}:${port}`,
      exchanges: byAddress(input, lan, String(node.address), port),
      expects: 'refused',
    },
  ];
}

function unlistedNodePort(lab: Lab): number {
  const listed = servicesOf(lab, 'NodePort').flatMap(({ ports }) => ports.map(({ nodePort }) => nodePort));
  let port = lastStaticNodePort;
  while (listed.includes(port)) port -= 1;
  return port;
}

function toLoadBalancer(input: PathInput, service: LoadBalancerService): Journey {
  const { name, address, externalTrafficPolicy: policy } = service;
  const { port } = service.ports[0]!;
  const own = policy === 'Local';
  return {
    id: `load-balancer.${name}`,
    sentence: {
      en: `An outside user asks ${name} at ${address}; the node that announces the address sends the request to ${own ? 'a pod of its own' : 'one of all pods'}.`,
      ko: `외부 사용자가 ${name} 서비스의 주소 ${address}에 접속하고, 그 주소를 알리는 노드가 요청을 ${own ? '자기 노드의 파드' : '전체 파드 가운데 하나'}로 보낸다.`,
    },
    from: outside,
    target: `${address}:${port}`,
    exchanges: byAddress(input, outside, String(address), port),
    expects: 'answered',
    service: name,
  };
}

/** Refused: a port of the address that the Service does not list. */
function closedLoadBalancerPort(input: PathInput, service: LoadBalancerService): Journey {
  const listed = servicesOf(input.lab, 'LoadBalancer')
    .filter(({ address }) => address.equals(service.address))
    .flatMap(({ ports }) => ports.map(({ port }) => port));
  const port = Array.from({ length: 65535 }, (_, offset) => ((listed[0]! + offset) % 65535) + 1).find(
    (one) => !listed.includes(one),
  )!;
  const { address } = service;
  return {
    id: `load-balancer.closed.${service.name}`,
    sentence: {
      en: `An outside user asks port ${port} of ${address}, which is not published, and is refused.`,
      ko: `외부 사용자가 ${address}의 공개하지 않은 포트 ${port}에 접속하고 거절된다.`,
    },
    from: outside,
    target: `${address}:${port}`,
    exchanges: byAddress(input, outside, String(address), port),
    expects: 'refused',
  };
}
