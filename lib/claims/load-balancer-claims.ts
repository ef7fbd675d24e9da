import { type Lab, type LoadBalancerService, type ServicePort } from '../model';
import { announcersOf, getService, type VantagePoint } from '../probe';
import { type Claim, forbidden, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { announcerClaim } from './announcer-claim';
import { checkClosed } from './checks/closed';
import { checkEndpoint, inTurn, type Protocol, protocolOf } from './checks/service-port';
import { unlistedPort } from './checks/unlisted-ports';
import { failoverClaim } from './failover-claim';
import { clientAddressClaims } from './load-balancer-client-claims';
import { newAddressClaims } from './new-address-claim';
import { entriesTo, proxyRuleClaims } from './proxy-rule-claims';

const topic = 'load-balancer' as const;
const from: VantagePoint = { at: 'outside' };

const hints = ({ name }: LoadBalancerService) =>
  `./lab kubectl describe service ${name}; ./lab kubectl -n metallb-system get pods,ipaddresspools,l2advertisements`;

/** "LoadBalancer: a load balancer gives the Service an address and spreads traffic from outside over the nodes." */
export function loadBalancerClaims(lab: Lab): Claim[] {
  return [...newAddressClaims(lab), ...ofServices(lab)];
}

function ofServices(lab: Lab): Claim[] {
  return lab.services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap((service) => [
      planned(service),
      ...service.ports.map((port) => reachable(lab, service, port)),
      announcerClaim(lab, service, hints(service)),
      ...clientAddressClaims(lab, service),
      closed(service),
      ...rules(lab, service),
      // With the policy Local only a node that runs a pod could take over.
      ...(lab.workers.length > 1 && service.externalTrafficPolicy === 'Cluster' ? [failoverClaim(service)] : []),
    ]);
}

function planned(service: LoadBalancerService): Claim {
  const address = String(service.address);
  return {
    id: `load-balancer.address.${service.name}`,
    topic,
    lookAt: hints(service),
    ...eventually,
    sentence: {
      en: `The load balancer gives ${service.name} the planned address ${address}.`,
      ko: `로드 밸런서는 ${service.name} 서비스에 계획한 ${address} 주소를 준다.`,
    },
    from: { at: 'lan' },
    check: async (context) => {
      const { value, seen } = await getService(context, service.name);
      const given = (value.status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip).join(', ');
      return verdict(
        seen,
        value.spec.type === 'LoadBalancer' && given === address,
        `${value.spec.type} with ${given || 'no address yet'}`,
      );
    },
  };
}

/** Words of other claims' ids, which a port may be named like. */
const taken = ['address', 'announcer', 'client-address', 'closed', 'failover', 'new-service', 'rules'];

function reachable(lab: Lab, service: LoadBalancerService, port: ServicePort): Claim {
  const protocol = protocolOf(lab, service, port);
  const address = String(service.address);
  const turn = inTurn(protocol);
  return {
    id: `load-balancer.${taken.includes(port.name) ? 'port.' : ''}${port.name}.${service.name}`,
    topic,
    lookAt: hints(service),
    ...eventually,
    sentence:
      protocol === 'https'
        ? {
            en: `An outside user reaches ${service.name} at ${address} over the secured port ${port.port}, with a certificate of the lab's CA for that address.`,
            ko: `외부 사용자는 ${service.name} 서비스의 주소 ${address}에 보안 포트(${port.port})를 통해 접속할 수 있고, 인증서는 랩의 CA가 그 주소에 발급한 것이다.`,
          }
        : {
            en: `An outside user reaches ${service.name} at ${address} on port ${port.port}, ${turn.en}.`,
            ko: `외부 사용자는 ${service.name} 서비스의 주소 ${address}, 포트 ${port.port}에 접속할 수 있고, ${turn.ko}.`,
          },
    from,
    check: (context) => checkReachable(context, service, port, protocol),
  };
}

async function checkReachable(
  context: VerifyContext,
  service: LoadBalancerService,
  { port }: ServicePort,
  protocol: Protocol,
): Promise<Verdict> {
  const endpoint = { host: String(service.address), port, protocol, workload: service.workload };
  if (service.externalTrafficPolicy === 'Cluster') return checkEndpoint(context, from, endpoint, { verifyCertificate: true });
  // Only the pods of the node that announces the address answer.
  const { machines: announcers, seen } = await announcersOf(context, service.address);
  const [node] = announcers;
  if (!node) return verdict(seen, false, `nobody answers for ${service.address}`);
  return checkEndpoint(context, from, endpoint, { verifyCertificate: true, among: (pod) => pod.node === node.name });
}

function closed(service: LoadBalancerService): Claim {
  const port = unlistedPort(service);
  const { address } = service;
  return {
    id: `load-balancer.closed.${service.name}`,
    topic,
    lookAt: hints(service),
    ...forbidden,
    sentence: {
      en: `Outsiders reach only the published ports of ${address}: port ${port} is closed.`,
      ko: `외부 사용자는 ${address}의 공개된 포트에만 접속할 수 있다. 포트 ${port}번은 닫혀 있다.`,
    },
    from,
    check: (context) => checkClosed(context, from, `http://${address}:${port}/hostname`),
  };
}

function rules(lab: Lab, service: LoadBalancerService): Claim[] {
  const address = String(service.address);
  return proxyRuleClaims(lab, topic, service, entriesTo(address, service), (node) => ({
    en: `On ${node.name} kube-proxy's iptables rules lead the load balancer's address ${address} to the ready pods of ${service.name}.`,
    ko: `${node.name} 노드에서 kube-proxy가 만든 iptables 규칙은 로드 밸런서 주소(${address})를 ${service.name} 서비스의 준비된 파드로 보낸다.`,
  }));
}
