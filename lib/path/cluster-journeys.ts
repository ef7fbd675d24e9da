import { type ClusterIpService, nodes, serviceDnsName } from '../model';
import type { Journey, Wanted } from './journey';
import { byAddress, byNameIfAny, clientOn, firstClient, nodesBehind, servicesOf, toolboxOn } from './journey-parts';
import type { Place } from './place';
import type { PathInput } from './path-input';

/** Journeys of pods to Services and to each other. */
export const clusterJourneys = (input: PathInput): Journey[] => [
  ...servicesOf(input.lab, 'ClusterIP').flatMap((service) => [
    ...toClusterIp(input, service, 'same-node'),
    ...toClusterIp(input, service, 'other-node'),
    ...fromOutside(input, service),
  ]),
  ...podNetwork(input),
  ...headless(input),
  ...statefulSets(input),
];

const words = {
  'same-node': { en: 'a pod of its own node', ko: '같은 노드의 파드' },
  'other-node': { en: 'a pod of another node', ko: '다른 노드의 파드' },
} as const;

function toClusterIp(input: PathInput, service: ClusterIpService, wanted: Wanted): Journey[] {
  const from = clientOf(input, service, wanted);
  const { name, clusterIp } = service;
  const { port } = service.ports[0]!;
  return [
    {
      id: `cluster-ip.${wanted}.${name}`,
      sentence: {
        en: `A pod on ${from.node} asks ${name} at ${clusterIp}, and ${words[wanted].en} answers.`,
        ko: `${from.node} 노드의 파드가 ${name} 서비스의 주소 ${clusterIp}에 접속하고, ${words[wanted].ko}가 응답한다.`,
      },
      from,
      target: `${clusterIp}:${port}`,
      exchanges: byAddress(input, from, String(clusterIp), port),
      wanted,
      expects: 'answered',
      service: name,
    },
  ];
}

/** A toolbox whose request can be answered so: for the same node's that of the last worker, because the first asks for names. For another node's answer one is best that has no pod of the Service at all. */
function clientOf(input: PathInput, { workload }: ClusterIpService, wanted: Wanted): Place & { kind: 'pod' } {
  const withPod = nodesBehind(input, workload);
  const names = nodes(input.lab).map(({ name }) => name);
  const candidates =
    wanted === 'same-node'
      ? names.filter((name) => withPod.includes(name)).reverse()
      : [...names.filter((name) => !withPod.includes(name)), ...names.filter((name) => withPod.some((node) => node !== name))];
  return clientOn(input, candidates.find((name) => toolboxOn(input, name) !== undefined) ?? candidates[0]!);
}

/** Refused: a ClusterIP works only inside the cluster. */
function fromOutside(input: PathInput, { name, clusterIp, ports }: ClusterIpService): Journey[] {
  const { port } = ports[0]!;
  return (['outside', 'lan'] as const).map((kind) => ({
    id: `cluster-ip.refused-${kind}.${name}`,
    sentence: {
      en: `${kind === 'lan' ? "A host on the lab's network" : 'An outside user'} asks ${name} at ${clusterIp}, and nothing answers.`,
      ko: `${kind === 'lan' ? '랩 네트워크의 호스트' : '외부 사용자'}가 ${name} 서비스의 주소 ${clusterIp}에 접속하지만 아무것도 응답하지 않는다.`,
    },
    from: { kind },
    target: `${clusterIp}:${port}`,
    exchanges: byAddress(input, { kind }, String(clusterIp), port),
    expects: 'unanswered',
    service: name,
  }));
}

/** From the last worker to the first other node, at the address of a pod: both toolboxes, in which nothing listens. */
function podNetwork(input: PathInput): Journey[] {
  const { lab, moment } = input;
  const last = lab.workers.at(-1);
  const other = nodes(lab).find(({ name }) => name !== last?.name);
  if (!last || !other) return [];
  const [from, to] = [clientOn(input, last.name), clientOn(input, other.name)];
  const address = moment.pods.find(({ name }) => name === to.name)?.address;
  return [
    {
      id: `pod-network.${last.name}.${other.name}`,
      sentence: {
        en: `A pod on ${last.name} goes to a pod on ${other.name} at its own address, without any translation; nothing listens there.`,
        ko: `${last.name} 노드의 파드가 ${other.name} 노드의 파드 주소로 주소 변환 없이 접속하지만 듣는 프로그램이 없다.`,
      },
      from,
      target: `${address ?? `toolbox-on-${other.name}`}:80`,
      exchanges: address === undefined ? [] : byAddress(input, from, address, 80),
      expects: 'refused',
    },
  ];
}

function headless(input: PathInput): Journey[] {
  return servicesOf(input.lab, 'Headless').flatMap((service) => {
    const from = firstClient(input);
    const { port } = service.ports[0]!;
    return [
      {
        id: `headless.${service.name}`,
        sentence: {
          en: `A pod asks for ${service.name} by its name, gets the addresses of its pods, and goes to one directly.`,
          ko: `파드가 ${service.name} 이름으로 파드 주소들을 받아 그중 하나에 직접 접속한다.`,
        },
        from,
        target: `${service.name}:${port}`,
        exchanges: byNameIfAny(input, from, serviceDnsName(input.lab, service), port),
        expects: 'answered',
        service: service.name,
      },
    ];
  });
}

function statefulSets(input: PathInput): Journey[] {
  const { lab } = input;
  return lab.workloads
    .filter(({ kind }) => kind === 'postgres')
    .flatMap(({ name: workload }) => {
      const service = servicesOf(lab, 'Headless').find((candidate) => candidate.workload === workload);
      const from = firstClient(input);
      if (!service) return [];
      const { port } = service.ports[0]!;
      const pod = `${workload}-0`;
      const name = `${pod}.${service.name}`;
      return [
        {
          id: `stateful-set.${pod}`,
          sentence: {
            en: `A pod goes to ${pod} by the name that it keeps, without any translation.`,
            ko: `파드가 ${pod}의 고정된 이름으로 주소 변환 없이 접속한다.`,
          },
          from,
          target: `${name}:${port}`,
          exchanges: byNameIfAny(input, from, `${pod}.${serviceDnsName(lab, service)}`, port),
          expects: 'answered',
          service: service.name,
        },
      ];
    });
}
