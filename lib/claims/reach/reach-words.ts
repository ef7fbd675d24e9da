import { apiEndpoint, companyName, type Lab, type Service } from '../../model';
import type { Sentence } from '../../verify';
import { protocolOf } from '../checks/service-port';
import { listed } from '../listed';
import type { Destination } from './places';
import type { Way } from './rules';
import type { Cell } from './reach-table';

/** What a destination is called. */
export function nameOf(lab: Lab, destination: Destination): Sentence {
  if ('service' in destination) return { en: destination.service.name, ko: `${destination.service.name} 서비스` };
  switch (destination.kind) {
    case 'kubernetes':
      return { en: "Kubernetes' own Service", ko: '쿠버네티스 자신의 서비스' };
    case 'api-server':
      return { en: `the API server on ${lab.controlPlane.name}`, ko: `${lab.controlPlane.name}의 API 서버` };
    case 'cluster-dns':
      return { en: 'CoreDNS', ko: 'CoreDNS' };
    case 'name-server':
      return { en: "the company's DNS server", ko: '회사 DNS 서버' };
  }
}

/** How somebody is asked: `at 10.96.0.100`, `by name`. Empty for a way that this destination does not have. */
export function describeWay(lab: Lab, destination: Destination, way: Way): Sentence | undefined {
  switch (way) {
    case 'address':
      return { en: `at ${addressOf(lab, destination)}`, ko: `주소 ${addressOf(lab, destination)}` };
    case 'cluster-address':
      return { en: 'at its cluster address', ko: '클러스터 주소' };
    case 'name':
      return 'service' in destination
        ? { en: 'by name', ko: '이름' }
        : { en: 'by the name kubernetes.default', ko: 'kubernetes.default라는 이름' };
    case 'node-ports':
      return { en: `at port ${nodePortsOf(destination)} of every node`, ko: `모든 노드의 포트 ${nodePortsOf(destination)}` };
    case 'www': {
      const name = companyName(lab, { name: 'www' });
      return isPublished(lab, destination)
        ? { en: `as ${name} with a certificate for that name`, ko: `인증서가 있는 이름 ${name}` }
        : undefined;
    }
    case 'pod-addresses':
      return { en: 'at the address of each of its pods', ko: '파드마다의 주소' };
    case 'page':
      return { en: 'by its name, as a web page', ko: '웹 페이지를 이름' };
    case 'udp':
      return { en: 'over UDP', ko: 'UDP' };
    case 'tcp':
      return { en: 'over TCP', ko: 'TCP' };
  }
}

/** The sentence of the claim that a cell has. */
export function sentenceOf(lab: Lab, { destination, caller, expected, ways }: Cell): Sentence {
  const how = ways.flatMap((way) => describeWay(lab, destination, way) ?? []);
  const en = listed(how.map((word) => word.en));
  const ko = how.map((word) => word.ko).join(', ');
  const name = nameOf(lab, destination);
  const extra = expected === 'reached' ? demand(lab, destination) : undefined;
  if (caller.kind === 'own-pods')
    return {
      en: `${caller.who.en} reaches the Service itself ${en}${extra ? ', with the password' : ', and is answered by itself, too'}.`,
      ko: `${caller.who.ko} 자기 서비스에 접속할 수 있다(${ko}).`,
    };
  return expected === 'closed'
    ? { en: `${caller.who.en} does not reach ${name.en} ${en}.`, ko: `${caller.who.ko}: ${name.ko}에 접속할 수 없다(${ko}).` }
    : {
        en: `${caller.who.en} reaches ${name.en} ${en}${extra?.en ?? ''}.`,
        ko: `${caller.who.ko}: ${name.ko}에 접속할 수 있다(${ko})${extra?.ko ?? ''}.`,
      };
}

/** What is asked besides, by the protocol of the first port. */
function demand(lab: Lab, destination: Destination): Sentence | undefined {
  const service = 'service' in destination ? destination.service : undefined;
  if (!service || service.type === 'ExternalName') return undefined;
  return protocolOf(lab, service, service.ports[0]!) === 'postgres'
    ? { en: ', which asks for a password', ko: '. 서버는 암호를 요구한다' }
    : undefined;
}

function addressOf(lab: Lab, destination: Destination): string {
  if ('service' in destination) return serviceAddress(destination.service);
  return destination.kind === 'kubernetes' ? String(lab.cluster.apiServiceAddress) : apiEndpoint(lab);
}

function serviceAddress(service: Service): string {
  if (service.type === 'LoadBalancer') return String(service.address);
  return service.type === 'ClusterIP' ? String(service.clusterIp) : service.name;
}

function nodePortsOf(destination: Destination): string {
  const service = 'service' in destination ? destination.service : undefined;
  if (!service || service.type === 'ExternalName') return '';
  return service.ports.map(({ nodePort }) => nodePort).join(', ');
}

const isPublished = (lab: Lab, destination: Destination): boolean =>
  destination.kind === 'LoadBalancer' &&
  destination.service.type === 'LoadBalancer' &&
  destination.service.address.equals(lab.loadBalancer.pool.first);
