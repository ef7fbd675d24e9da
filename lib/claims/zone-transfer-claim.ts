import type { Lab } from '../model';
import { describeObservation, type VantagePoint } from '../probe';
import { type Claim, forbidden, verdict, type Verdict, type VerifyContext } from '../verify';

const lan: VantagePoint = { at: 'lan' };

/** Who has the whole zone knows every machine of the company (RFC 5936). No other server keeps a copy, so nobody needs it. */
export function zoneTransferClaim(lab: Lab): Claim {
  const { zone } = lab.dns;
  const { name, address } = lab.nameServer;
  return {
    id: 'dns.no-zone-transfer',
    topic: 'dns',
    ...forbidden,
    sentence: {
      en: `The DNS server at ${address} answers questions and gives nobody the whole zone ${zone}.`,
      ko: `DNS 서버(${address})는 질문에는 답하지만 ${zone} 영역 전체는 아무에게도 넘겨주지 않는다.`,
    },
    from: lan,
    lookAt: `./lab ssh ${name} -- grep allow-transfer /etc/bind/named.conf.options`,
    check: (context) => check(context, lab),
  };
}

/** The server itself must refuse: silence proves nothing. A zone begins with its SOA record. */
async function check(context: VerifyContext, { dns: { zone }, nameServer: { address } }: Lab): Promise<Verdict> {
  const seen = await context.probe.exec(lan, ['dig', `@${address}`, '+tries=1', '+time=5', zone, 'AXFR']);
  const records = seen.stdout.split('\n').filter((line) => /^[^;\s]\S*\s+\d+\s+IN\s/.test(line)).length;
  if (records > 0) return { ...verdict(seen, false, `${address} gave ${records} records of ${zone}`), final: true };
  const isRefused = /^; Transfer failed\.$/m.test(seen.stdout);
  return verdict(seen, isRefused, isRefused ? `${address} refused the transfer` : describeObservation(seen));
}
