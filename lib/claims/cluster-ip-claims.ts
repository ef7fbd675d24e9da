import { type ClusterIpService, type Lab, type Machine, nodes } from '../model';
import { getService, type VantagePoint } from '../probe';
import { type Claim, forbidden, eventually, verdict } from '../verify';
import { checkClosed } from './checks/closed';
import { checkEndpoint, inTurn, namedPorts, type NamedPort, protocolOf } from './checks/service-port';
import { entriesTo, proxyRuleClaims } from './proxy-rule-claims';

const topic = 'cluster-ip' as const;

/** "ClusterIP: the default; reachable only inside the cluster." */
export function clusterIpClaims(lab: Lab): Claim[] {
  return lab.services
    .filter((service) => service.type === 'ClusterIP')
    .flatMap((service) => [
      planned(service),
      ...nodes(lab).flatMap((node) => namedPorts(service).flatMap((port) => reachable(lab, service, port, node))),
      ...closed(service),
      ...rules(lab, service),
    ]);
}

const endpoints = ({ name }: ClusterIpService) => `./lab kubectl get endpointslices -l kubernetes.io/service-name=${name}`;
const chain = (node: Machine) => `./lab ssh ${node.name} -- sudo iptables -t nat -S KUBE-SERVICES`;

function planned(service: ClusterIpService): Claim {
  const address = String(service.clusterIp);
  return {
    id: `cluster-ip.address.${service.name}`,
    topic,
    sentence: {
      en: `The Service ${service.name} is a ClusterIP with the planned address ${address}.`,
      ko: `${service.name} 서비스는 ClusterIP이고, 주소는 계획한 ${address}이다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: `./lab kubectl describe service ${service.name}`,
    check: async (context) => {
      const { value, seen } = await getService(context, service.name);
      const ok = value.spec.type === 'ClusterIP' && value.spec.clusterIP === address;
      return verdict(seen, ok, `${value.spec.type} ${value.spec.clusterIP}`);
    },
  };
}

function reachable(lab: Lab, service: ClusterIpService, { port, suffix }: NamedPort, node: Machine): Claim[] {
  const from: VantagePoint = { at: 'pod', node: node.name };
  const protocol = protocolOf(lab, service, port);
  const turn = inTurn(protocol);
  const number = suffix ? ` on port ${port.port}` : '';
  const common = { topic, from, ...eventually, lookAt: `${endpoints(service)}; ${chain(node)}` } as const;
  const endpoint = { port: port.port, protocol, workload: service.workload };
  return [
    {
      ...common,
      id: `cluster-ip.by-address.${service.name}${suffix}.${node.name}`,
      sentence: {
        en: `A pod on ${node.name} reaches ${service.name} at ${service.clusterIp}${number}, ${turn.en}.`,
        ko: `${node.name} 노드의 파드는 ${service.name} 서비스의 주소 ${service.clusterIp}${suffix && `, 포트 ${port.port}`}에 접속할 수 있고, ${turn.ko}.`,
      },
      check: (context) => checkEndpoint(context, from, { ...endpoint, host: String(service.clusterIp) }),
    },
    {
      ...common,
      id: `cluster-ip.by-name.${service.name}${suffix}.${node.name}`,
      sentence: {
        en: `A pod on ${node.name} reaches ${service.name} by its name${number}, ${turn.en}.`,
        ko: `${node.name} 노드의 파드는 ${suffix && `포트 ${port.port}에서도 `}이름만으로 ${service.name} 서비스에 접속할 수 있고, ${turn.ko}.`,
      },
      check: (context) => checkEndpoint(context, from, { ...endpoint, host: service.name }),
    },
  ];
}

function closed(service: ClusterIpService): Claim[] {
  const address = String(service.clusterIp);
  const outsiders: readonly VantagePoint[] = [{ at: 'lan' }, { at: 'outside' }];
  return outsiders.map((from): Claim => {
    const who =
      from.at === 'lan'
        ? { en: "A host on the lab's network", ko: '랩 네트워크의 호스트' }
        : { en: 'An outside user', ko: '외부 사용자' };
    return {
      id: `cluster-ip.closed-from-${from.at}.${service.name}`,
      topic,
      sentence: {
        en: `${who.en} does not reach ${service.name} at ${address}: a ClusterIP works only inside the cluster.`,
        ko: `${who.ko}는 ${service.name} 서비스의 주소 ${address}에 접속할 수 없다. ClusterIP는 클러스터 안에서만 통한다.`,
      },
      from,
      ...forbidden,
      lookAt: `./lab exec --from ${from.at} -- ip route get ${address}`,
      check: (context) => checkClosed(context, from, `http://${address}:${service.ports[0]!.port}/hostname`),
    };
  });
}

function rules(lab: Lab, service: ClusterIpService): Claim[] {
  const address = String(service.clusterIp);
  return proxyRuleClaims(lab, topic, service, entriesTo(address, service), (node) => ({
    en: `On ${node.name} kube-proxy's iptables rules (DNAT) lead ${address} to the ready pods of ${service.name}.`,
    ko: `${node.name} 노드에서 kube-proxy가 만든 iptables 규칙(DNAT)은 ${address} 주소를 ${service.name} 서비스의 준비된 파드로 보낸다.`,
  }));
}
