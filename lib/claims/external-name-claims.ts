import { type ExternalNameService, type Lab, serviceDnsName } from '../model';
import { describeObservation, describeReply, dig, getPage, getService, natRules, recordsOf } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { corednsHints } from './coredns-hints';
import { lastPod } from './toolbox-pods';
import { asksNameServer, clusterDns, expectedAddress, externalNames, isCompanyName } from './dns-plan';

/** "ExternalName maps a name in the cluster to a DNS name outside." */
export function externalNameClaims(lab: Lab): Claim[] {
  return externalNames(lab).flatMap((service) => claimsFor(lab, service));
}

function claimsFor(lab: Lab, service: ExternalNameService): Claim[] {
  const { name, externalName: target } = service;
  const common = {
    topic: 'external-name',
    ...eventually,
    lookAt: `./lab kubectl get service ${name} -o yaml; ${corednsHints}`,
  } as const;
  return [
    {
      ...common,
      id: `external-name.no-address.${name}`,
      sentence: {
        en: `${name} is nothing but a name for ${target}: it has no address in the cluster.`,
        ko: `${name} 서비스는 ${target}의 다른 이름일 뿐이고, 클러스터 안의 주소가 없다.`,
      },
      from: { at: 'lan' },
      check: (context) => checkObject(context, service),
    },
    noRules(lab, service, common),
    {
      ...common,
      id: `external-name.cname.${name}`,
      sentence: {
        en: `In the cluster the name ${name} is a CNAME for ${target}.`,
        ko: `클러스터 안에서 ${name} 이름은 ${target} 이름을 가리키는 CNAME이다.`,
      },
      from: lastPod(lab),
      check: (context) => checkCname(context, service),
    },
    ...(isFound(lab, target) ? [resolves(lab, service, common)] : []),
    ...(isFound(lab, target) && hasPage(lab, target) ? [page(lab, service, common)] : []),
  ];
}

/** Whether CoreDNS asks somebody who knows the target; of the company's names that is its name server alone. */
export const isFound = (lab: Lab, target: string): boolean => asksNameServer(lab) || !isCompanyName(lab, target);

type Common = Pick<Claim, 'topic' | 'deadlineSeconds' | 'intervalSeconds' | 'lookAt'>;

function noRules(lab: Lab, { name, externalName: target }: ExternalNameService, common: Common): Claim {
  const worker = lab.workers[0]!.name;
  return {
    ...common,
    id: `external-name.no-rules.${name}`,
    sentence: {
      en: `kube-proxy has no rule for ${name}: nothing is translated, the client goes to ${target} itself.`,
      ko: `kube-proxy에는 ${name} 서비스의 규칙이 없다. 주소 변환 없이 클라이언트가 ${target}에 직접 접속한다.`,
    },
    from: { at: 'machine', name: worker },
    lookAt: `./lab ssh ${worker} -- sudo iptables-save -t nat; ./lab kubectl get service ${name} -o yaml`,
    check: (context) => checkNoRules(context, worker, name),
  };
}

function resolves(lab: Lab, service: ExternalNameService, common: Common): Claim {
  const { name, externalName: target } = service;
  const asked = String(lab.dns.clusterForwarders[0]);
  const who = asksNameServer(lab)
    ? { en: "the company's DNS server", ko: '회사 DNS 서버를' }
    : { en: asked, ko: `${asked} 서버를` };
  return {
    ...common,
    id: `external-name.resolves.${name}`,
    sentence: {
      en: `CoreDNS follows ${name} to the address of ${target}, which ${who.en} tells it.`,
      ko: `CoreDNS는 ${name} 이름을 물으면 ${who.ko} 통해 ${target}의 주소까지 알아내 답한다.`,
    },
    from: lastPod(lab),
    check: (context) => checkResolves(context, service),
  };
}

/** Sites outside have a page, and of the company's names those of its web server. */
export function hasPage(lab: Lab, target: string): boolean {
  if (!isCompanyName(lab, target)) return true;
  return ['intranet', lab.nameServer.name].some((record) => target === `${record}.${lab.dns.zone}`);
}

function page(lab: Lab, service: ExternalNameService, common: Common): Claim {
  return {
    ...common,
    id: `external-name.page.${service.name}`,
    sentence: {
      en: `A pod reaches ${service.externalName} under the name ${service.name}.`,
      ko: `파드는 ${service.name}이라는 이름으로 ${service.externalName}에 접속할 수 있다.`,
    },
    from: lastPod(lab),
    check: (context) => checkPage(context, service),
  };
}

async function checkObject(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const { value, seen } = await getService(context, service.name);
  const { type, externalName, clusterIP } = value.spec;
  const ok = type === 'ExternalName' && externalName === service.externalName && !clusterIP;
  return verdict(seen, ok, `${type} ${externalName ?? ''}, ${clusterIP ? `cluster address ${clusterIP}` : 'no cluster address'}`);
}

/** kube-proxy writes a Service's name into a comment on each of its rules: `default/db:postgres`. */
async function checkNoRules(context: VerifyContext, node: string, name: string): Promise<Verdict> {
  const { chains, seen } = await natRules(context, node);
  const found = [...chains.values()].flat().filter((rule) => new RegExp(`"default/${name}[: "]`).test(rule));
  return verdict(seen, found.length === 0, found[0] ? `there is a rule: ${found[0]}` : `no rule for default/${name}`);
}

async function checkCname(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const { lab } = context;
  const question = { name: serviceDnsName(lab, service), type: 'CNAME' } as const;
  const { replies, seen } = await dig(context, lastPod(lab), [question], clusterDns(lab));
  return verdict(seen, recordsOf(replies[0]!, 'CNAME').join() === service.externalName, describeReply(replies[0]!));
}

async function checkResolves(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const { lab } = context;
  const { replies, seen } = await dig(context, lastPod(lab), [{ name: serviceDnsName(lab, service) }], clusterDns(lab));
  const expected = expectedAddress(context, service.externalName);
  const addresses = recordsOf(replies[0]!, 'A');
  const ok = expected ? addresses.join() === expected : addresses.length > 0;
  return verdict(seen, ok, `${describeReply(replies[0]!)}${ok || !expected ? '' : `; expected ${expected}`}`);
}

/** The host header is the target's: the server outside has never heard of the cluster's name. */
async function checkPage(context: VerifyContext, service: ExternalNameService): Promise<Verdict> {
  const extra = ['-o', '/dev/null', '-H', `Host: ${service.externalName}`];
  const found = await getPage(context, lastPod(context.lab), `http://${service.name}/`, extra);
  const expected = expectedAddress(context, service.externalName);
  const ok = found.status >= 200 && found.status < 400 && (expected === undefined || found.server === expected);
  return verdict(
    found.seen,
    ok,
    found.status === 0 ? describeObservation(found.seen) : `status ${found.status} from ${found.server}`,
  );
}
