import { type ExternalNameService, type Lab, serviceDnsName } from '../../model';
import { type Claim, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { getService } from '../cluster';
import { getPage } from '../curl';
import { describeReply, dig, recordsOf } from '../dig';
import { describeObservation } from '../probe';
import { clusterDns, corednsHints, expectedAddress, externalNames, firstPod } from './shared';

/** "ExternalName maps a name in the cluster to a DNS name outside." */
export function externalNameClaims(lab: Lab): Claim[] {
  return externalNames(lab).flatMap((service) => claimsFor(lab, service));
}

function claimsFor(lab: Lab, service: ExternalNameService): Claim[] {
  const common = {
    topic: 'external-name',
    ...patient,
    lookAt: `./lab kubectl get service ${service.name} -o yaml; ${corednsHints}`,
  } as const;
  const target = service.externalName;
  return [
    {
      ...common,
      id: `external-name.no-address.${service.name}`,
      sentence: { en: `${service.name} is nothing but a name for ${target}: it has no address in the cluster.` },
      from: { at: 'lan' },
      check: (context) => checkObject(context, service),
    },
    {
      ...common,
      id: `external-name.cname.${service.name}`,
      sentence: { en: `In the cluster the name ${service.name} is a CNAME for ${target}.` },
      from: firstPod(lab),
      check: (context) => checkCname(context, service),
    },
    {
      ...common,
      id: `external-name.page.${service.name}`,
      sentence: { en: `A pod reaches ${target} under the name ${service.name}.` },
      from: firstPod(lab),
      check: (context) => checkPage(context, service),
    },
  ];
}

async function checkObject(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const { value, seen } = await getService(context, service.name);
  const { type, externalName, clusterIP } = value.spec;
  const ok = type === 'ExternalName' && externalName === service.externalName && !clusterIP;
  return verdict(seen, ok, `${type} ${externalName ?? ''}, ${clusterIP ? `cluster address ${clusterIP}` : 'no cluster address'}`);
}

async function checkCname(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const { lab } = context;
  const { replies, seen } = await dig(
    context,
    firstPod(lab),
    [{ name: serviceDnsName(lab, service), type: 'CNAME' }],
    clusterDns(lab),
  );
  return verdict(seen, recordsOf(replies[0]!, 'CNAME').join() === service.externalName, describeReply(replies[0]!));
}

/** The host header is the target's: the server outside has never heard of the cluster's name. */
async function checkPage(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const extra = ['-o', '/dev/null', '-H', `Host: ${service.externalName}`];
  const page = await getPage(context, firstPod(context.lab), `http://${service.name}/`, extra);
  const expected = expectedAddress(context, service.externalName);
  const ok = page.status >= 200 && page.status < 400 && (expected === undefined || page.server === expected);
  return verdict(page.seen, ok, page.status === 0 ? describeObservation(page.seen) : `status ${page.status} from ${page.server}`);
}
