import { companyName, type IpAddress, type Lab } from '../model';
import { describeReply, dig, recordsOf } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { firstPod } from './toolbox-pods';
import { wrongResolver } from './checks/dns-answers';

/** Pods do not find the company's names where CoreDNS asks another server first. */
export function companyUnknownClaims(lab: Lab): Claim[] {
  const asked = outsideServer(lab);
  return asked ? [unknownFromPod(lab, asked)] : [];
}

/** A server outside, or the gateway, which asks outside. Another host on the lab's network may know anything. */
function outsideServer({ dns, network }: Lab): IpAddress | undefined {
  const [first] = dns.clusterForwarders;
  return first && (first.equals(network.gateway) || !network.cidr.contains(first)) ? first : undefined;
}

function unknownFromPod(lab: Lab, asked: IpAddress): Claim {
  const name = companyName(lab, { name: 'intranet' });
  return {
    id: 'dns.company-unknown-from-pod',
    topic: 'dns',
    ...eventually,
    sentence: {
      en: `Pods do not find the company's names: CoreDNS asks ${asked}, as this lab's definition says, and ${asked} does not know ${name}.`,
      ko: `파드는 회사의 이름을 찾지 못한다. 이 랩의 정의대로 CoreDNS는 ${asked}에 묻는데, ${asked}는 ${name} 이름을 모른다.`,
    },
    from: firstPod(lab),
    lookAt: corednsHints,
    check: (context) => checkUnknown(context, name),
  };
}

/** A server that fails says nothing about what it knows. */
async function checkUnknown(context: VerifyContext, name: string): Promise<Verdict> {
  const { lab } = context;
  const from = firstPod(lab);
  const { replies, seen } = await dig(context, from, [{ name }]);
  const reply = replies[0]!;
  const stray = wrongResolver(lab, from, reply.server);
  const known = recordsOf(reply, 'A').includes(String(lab.nameServer.address));
  const answered = reply.status === 'NXDOMAIN' || reply.status === 'NOERROR';
  return { ...verdict(seen, !stray && answered && !known, stray ?? describeReply(reply)), final: known };
}
