import { companyName, type Lab, serviceDnsName } from '../../model';
import { type Claim, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { getService } from '../cluster';
import { getPage } from '../curl';
import { describeReply, dig, type DigOptions, recordsOf } from '../dig';
import { describeObservation, type VantagePoint } from '../probe';
import { companyZoneClaims } from './company-zone';
import { externalDnsClaims } from './external-dns';
import { checkNoSuchName, clusterDns, corednsHints, firstPod } from './shared';

/** "CoreDNS serves every Service's name and handles requests for external names"; the DNS server manages the company's. */
export function dnsClaims(lab: Lab): Claim[] {
  return [...companyZoneClaims(lab), ...externalDnsClaims(lab), ...clusterNameClaims(lab), intranetPage(lab)];
}

function clusterNameClaims(lab: Lab): Claim[] {
  const from = firstPod(lab);
  return [
    {
      id: 'dns.kubernetes',
      topic: 'dns',
      sentence: { en: `CoreDNS gives Kubernetes' own Service its address ${lab.cluster.apiServiceAddress}.` },
      from,
      ...patient,
      lookAt: corednsHints,
      check: (context) =>
        checkAddress(
          context,
          from,
          serviceDnsName(lab, { name: 'kubernetes' }),
          String(lab.cluster.apiServiceAddress),
          clusterDns(lab),
        ),
    },
    ...lab.services
      .filter(({ type }) => type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer')
      .map((service): Claim => ({
        id: `dns.service.${service.name}`,
        topic: 'dns',
        sentence: {
          en: `CoreDNS serves the name of the Service ${service.name}, and its answer is the Service's cluster address.`,
        },
        from,
        ...patient,
        lookAt: `./lab kubectl get service ${service.name}; ${corednsHints}`,
        check: (context) => checkServiceName(context, from, service.name),
      })),
    {
      id: 'dns.no-such-service',
      topic: 'dns',
      sentence: { en: 'CoreDNS says of a Service that does not exist that there is no such name.' },
      from,
      ...patient,
      lookAt: corednsHints,
      check: (context) => checkNoSuchName(context, from, serviceDnsName(lab, { name: context.unique() }), clusterDns(lab)),
    },
  ];
}

async function checkServiceName(context: VerifyContext, from: VantagePoint, name: string): Promise<Verdict> {
  const { value, seen } = await getService(context, name);
  const address = value.spec.clusterIP ?? '';
  if (!address || address === 'None') return verdict(seen, false, `the Service ${name} has no cluster address`);
  return checkAddress(context, from, serviceDnsName(context.lab, { name }), address, clusterDns(context.lab));
}

async function checkAddress(
  context: VerifyContext,
  from: VantagePoint,
  name: string,
  address: string,
  options: DigOptions,
): Promise<Verdict> {
  const { replies, seen } = await dig(context, from, [{ name }], options);
  return verdict(seen, recordsOf(replies[0]!, 'A').join() === address, `${describeReply(replies[0]!)}; expected ${address}`);
}

function intranetPage(lab: Lab): Claim {
  const from = firstPod(lab);
  const name = companyName(lab, { name: 'intranet' });
  return {
    id: 'dns.intranet-page',
    topic: 'dns',
    sentence: { en: `A pod reaches the company's web server by its name, ${name}.` },
    from,
    ...patient,
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
