import { type ExternalNameService, type Lab, nodes } from '../model';
import { describeReply, dig, recordsOf, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { throughNameServerClaim } from './dns-hops-claim';
import { corednsHints } from './coredns-hints';
import { firstPod } from './toolbox-pods';
import { checkNoSuchName, wrongResolver } from './checks/dns-answers';
import { asksNameServer, expectedAddress, externalNames, isCompanyName, nameServer, upstreamsOf } from './dns-plan';

const topic = 'dns' as const;
const lan: VantagePoint = { at: 'lan' };

/** "The DNS server also reaches external DNS, so that a pod reaches the domains it wants." */
export function externalDnsClaims(lab: Lab): Claim[] {
  const outside = externalNames(lab).filter(({ externalName }) => !isCompanyName(lab, externalName));
  return [
    ...outside.flatMap((service) => [
      atTheServer(lab, service),
      ...nodes(lab).map((node) => fromPod(lab, service, node.name)),
      ...(asksNameServer(lab) ? [throughNameServerClaim(lab, service)] : []),
    ]),
    noSuchName(lab),
    ...lab.dns.forwardZones.map(({ zone }) => forwardZone(lab, zone)),
  ];
}

const hints = (lab: Lab, name: string) =>
  `./lab ssh ${lab.nameServer.name} -- dig @${upstreamsOf(lab, name)[0]} ${name}; ./lab ssh ${lab.nameServer.name} -- systemctl status named`;

function atTheServer(lab: Lab, { name: service, externalName: name }: ExternalNameService): Claim {
  return {
    id: `dns.external.${service}`,
    topic,
    ...eventually,
    sentence: {
      en: `The DNS server at ${lab.nameServer.address} reaches external DNS: it resolves ${name}.`,
      ko: `DNS 서버(${lab.nameServer.address})는 외부 DNS와도 통하므로 ${name}의 주소를 알아낸다.`,
    },
    from: lan,
    lookAt: hints(lab, name),
    check: (context) => checkExternal(context, lan, name, String(lab.nameServer.address)),
  };
}

function fromPod(lab: Lab, { name: service, externalName: name }: ExternalNameService, node: string): Claim {
  const from: VantagePoint = { at: 'pod', node };
  return {
    id: `dns.external-from-pod.${service}.${node}`,
    topic,
    ...eventually,
    sentence: {
      en: `A pod on ${node} resolves the external name ${name} through CoreDNS.`,
      ko: `${node} 노드의 파드는 CoreDNS를 거쳐 외부 이름 ${name}의 주소를 알아낸다.`,
    },
    from,
    lookAt: `${corednsHints}; ${hints(lab, name)}`,
    check: (context) => checkExternal(context, from, name),
  };
}

async function checkExternal(context: VerifyContext, from: VantagePoint, name: string, server?: string): Promise<Verdict> {
  const { replies, seen } = await dig(context, from, [{ name }], { server });
  const reply = replies[0]!;
  const stray = wrongResolver(context.lab, from, reply.server);
  const expected = expectedAddress(context, name);
  const addresses = recordsOf(reply, 'A');
  const ok = !stray && (expected ? addresses.join() === expected : addresses.length > 0);
  return verdict(seen, ok, stray ?? `${describeReply(reply)}${ok || !expected ? '' : `; expected ${expected}`}`);
}

/** The top-level domain `invalid` is kept to have no names (RFC 6761, section 6.4). */
function noSuchName(lab: Lab): Claim {
  const from = firstPod(lab);
  return {
    id: 'dns.external-no-such-name',
    topic,
    ...eventually,
    sentence: {
      en: 'A pod learns through CoreDNS that an external name does not exist.',
      ko: '파드는 없는 외부 이름을 물으면 CoreDNS를 거쳐 그런 이름이 없다는 답을 받는다.',
    },
    from,
    lookAt: `${corednsHints}; ${hints(lab, 'invalid')}`,
    check: (context) => checkNoSuchName(context, from, `${context.unique()}.invalid`, {}),
  };
}

/** What the zone's own servers say of it and what the name server says is the same. */
function forwardZone(lab: Lab, zone: string): Claim {
  const servers = upstreamsOf(lab, zone);
  return {
    id: `dns.forward-zone.${zone}`,
    topic,
    ...eventually,
    sentence: {
      en: `For names in ${zone} the DNS server at ${lab.nameServer.address} asks ${servers.join(', ')}.`,
      ko: `DNS 서버(${lab.nameServer.address})는 ${zone} 영역의 이름을 ${servers.join(', ')}에 묻는다.`,
    },
    from: lan,
    lookAt: hints(lab, zone),
    check: (context) => checkForwardZone(context, zone, servers[0]!),
  };
}

async function checkForwardZone(context: VerifyContext, zone: string, server: string): Promise<Verdict> {
  const question = [{ name: zone, type: 'SOA' as const }];
  const own = (await dig(context, lan, question, { server })).replies[0]!;
  const { replies, seen } = await dig(context, lan, question, nameServer(context.lab));
  const given = replies[0]!;
  const said = (reply: typeof own) => `${reply.status} ${recordsOf(reply, 'SOA').join()}`;
  const ok = ['NOERROR', 'NXDOMAIN'].includes(given.status) && said(given) === said(own);
  return verdict(seen, ok, ok ? describeReply(given) : `${describeReply(given)}; ${server} itself says ${describeReply(own)}`);
}
