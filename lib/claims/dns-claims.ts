import { companyName, type Lab, serviceDnsName } from '../model';
import { describeObservation, describeReply, dig, getPage, getService, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { isProxied } from './checks/service-port';
import { companyUnknownClaims } from './company-unknown-claims';
import { companyZoneClaims } from './company-zone-claims';
import { externalDnsClaims } from './external-dns-claims';
import { largeAnswerClaims } from './large-answer-claim';
import { nameServerStoppedClaims } from './name-server-stopped-claims';
import { corednsHints } from './coredns-hints';
import { zoneTransferClaim } from './zone-transfer-claim';
import { firstPod } from './toolbox-pods';
import { checkAddresses, checkNoSuchName } from './checks/dns-answers';
import { asksNameServer, clusterDns, nameServer } from './dns-plan';

const topic = 'dns' as const;

/** "CoreDNS serves every Service's name and handles requests for external names"; the DNS server manages the company's. */
export function dnsClaims(lab: Lab): Claim[] {
  return [
    ...companyZoneClaims(lab),
    ...companyUnknownClaims(lab),
    ...externalDnsClaims(lab),
    kubernetes(lab),
    ...lab.services.filter(isProxied).map(({ name }) => serviceName(lab, name)),
    noSuchService(lab),
    noLoop(lab),
    zoneTransferClaim(lab),
    ...(asksNameServer(lab) ? [intranetPage(lab)] : []),
    ...largeAnswerClaims(lab),
    ...nameServerStoppedClaims(lab),
  ];
}

function kubernetes(lab: Lab): Claim {
  const from = firstPod(lab);
  const address = String(lab.cluster.apiServiceAddress);
  return {
    id: 'dns.kubernetes',
    topic,
    sentence: {
      en: `CoreDNS gives Kubernetes' own Service its address ${address}.`,
      ko: `CoreDNS는 쿠버네티스 자신의 서비스 이름을 물으면 ${address} 주소를 답한다.`,
    },
    from,
    ...eventually,
    lookAt: corednsHints,
    check: (context) =>
      checkAddresses(context, from, [{ name: serviceDnsName(lab, { name: 'kubernetes' }), address }], clusterDns(lab)),
  };
}

function serviceName(lab: Lab, name: string): Claim {
  const from = firstPod(lab);
  return {
    id: `dns.service.${name}`,
    topic,
    sentence: {
      en: `CoreDNS serves the name of the Service ${name}, and its answer is the Service's cluster address.`,
      ko: `CoreDNS는 ${name} 서비스의 이름을 물으면 그 서비스의 클러스터 주소를 답한다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab kubectl get service ${name}; ${corednsHints}`,
    check: (context) => checkServiceName(context, from, name),
  };
}

async function checkServiceName(context: VerifyContext, from: VantagePoint, name: string): Promise<Verdict> {
  const { value, seen } = await getService(context, name);
  const address = value.spec.clusterIP ?? '';
  if (!address || address === 'None') return verdict(seen, false, `the Service ${name} has no cluster address`);
  return checkAddresses(context, from, [{ name: serviceDnsName(context.lab, { name }), address }], clusterDns(context.lab));
}

function noSuchService(lab: Lab): Claim {
  const from = firstPod(lab);
  return {
    id: 'dns.no-such-service',
    topic,
    sentence: {
      en: 'CoreDNS says of a Service that does not exist that there is no such name.',
      ko: 'CoreDNS는 없는 서비스의 이름을 물으면 그런 이름이 없다고 답한다.',
    },
    from,
    ...eventually,
    lookAt: corednsHints,
    check: (context) => checkNoSuchName(context, from, serviceDnsName(lab, { name: context.unique() }), clusterDns(lab)),
  };
}

/** A question for a cluster name that strays to the name server ends there instead of going round. */
function noLoop(lab: Lab): Claim {
  const from: VantagePoint = { at: 'lan' };
  const name = serviceDnsName(lab, { name: 'kubernetes' });
  return {
    id: 'dns.no-loop',
    topic,
    sentence: {
      en: `CoreDNS and the DNS server do not ask each other in circles: of a cluster name ${lab.nameServer.address} says itself that it does not know it.`,
      ko: `CoreDNS와 DNS 서버는 서로 되묻지 않는다. 클러스터의 이름이 오면 ${lab.nameServer.address} 서버는 스스로 모른다고 답한다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab ssh ${lab.nameServer.name} -- sudo named-checkconf -z; ${corednsHints}`,
    check: async (context) => {
      const { replies, seen } = await dig(context, from, [{ name }], nameServer(lab));
      const { status, authoritative } = replies[0]!;
      const evidence = `${describeReply(replies[0]!)}, ${authoritative ? 'on its own authority' : 'after asking others'}`;
      return verdict(seen, status === 'NXDOMAIN' && authoritative, evidence);
    },
  };
}

function intranetPage(lab: Lab): Claim {
  const from = firstPod(lab);
  const name = companyName(lab, { name: 'intranet' });
  return {
    id: 'dns.intranet-page',
    topic,
    sentence: {
      en: `A pod reaches the company's web server by its name, ${name}.`,
      ko: `파드는 회사 웹 서버에 ${name}이라는 이름으로 접속할 수 있다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab ssh ${lab.nameServer.name} -- systemctl status nginx named; ${corednsHints}`,
    check: async (context) => {
      const page = await getPage(context, from, `http://${name}/`);
      const title = /<title>(.*?)<\/title>/.exec(page.body)?.[1] ?? '';
      const ok = page.status === 200 && title === name && page.server === String(lab.nameServer.address);
      return verdict(
        page.seen,
        ok,
        page.status === 0 ? describeObservation(page.seen) : `status ${page.status} from ${page.server}, title "${title}"`,
      );
    },
  };
}
