import type { ExternalNameService, Lab } from '../../model';
import { type Claim, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { describeReply, dig, recordsOf } from '../dig';
import type { VantagePoint } from '../probe';
import { asksNameServer, corednsHints, expectedAddress, externalNames, firstPod, nameServer, wrongResolver } from './shared';

/** "The DNS server also reaches external DNS, so that a pod reaches the domains it wants." */
export function externalDnsClaims(lab: Lab): Claim[] {
  const lan: VantagePoint = { at: 'lan' };
  const pods = lab.workers.map((worker): VantagePoint & { node: string } => ({ at: 'pod', node: worker.name }));
  const upstream = `./lab ssh ${lab.nameServer.name} -- dig @${lab.dns.upstreams[0]} ${externalNames(lab)[0]?.externalName}`;
  const common = { topic: 'dns', ...patient, lookAt: `${corednsHints}; ${upstream}` } as const;
  return externalNames(lab).flatMap((service) => {
    const name = service.externalName;
    return [
      {
        ...common,
        id: `dns.external.${service.name}`,
        sentence: { en: `The DNS server at ${lab.nameServer.address} reaches external DNS: it resolves ${name}.` },
        from: lan,
        lookAt: upstream,
        check: (context: VerifyContext) => checkExternal(context, lan, name, String(lab.nameServer.address)),
      },
      ...pods.map((from) => ({
        ...common,
        id: `dns.external-from-pod.${service.name}.${from.node}`,
        sentence: { en: `A pod on ${from.node} resolves the external name ${name} through CoreDNS.` },
        from,
        check: (context: VerifyContext) => checkExternal(context, from, name),
      })),
      ...(asksNameServer(lab) ? [throughNameServer(lab, service, common)] : []),
    ];
  });
}

function throughNameServer(
  lab: Lab,
  service: ExternalNameService,
  common: Pick<Claim, 'topic' | 'deadlineSeconds' | 'intervalSeconds' | 'lookAt'>,
): Claim {
  return {
    ...common,
    id: `dns.external-through-name-server.${service.name}`,
    sentence: {
      en: `CoreDNS hands a pod's questions for external names to the company's DNS server at ${lab.nameServer.address}.`,
    },
    from: firstPod(lab),
    check: (context) => checkThroughNameServer(context, service.externalName),
  };
}

async function checkExternal(context: VerifyContext, from: VantagePoint, name: string, server?: string): Promise<Verdict> {
  const { replies, seen } = await dig(context, from, [{ name }], { server });
  const reply = replies[0]!;
  const stray = from.at === 'pod' ? wrongResolver(context.lab, reply.server) : undefined;
  const expected = expectedAddress(context, name);
  const addresses = recordsOf(reply, 'A');
  const ok = !stray && (expected ? addresses.join() === expected : addresses.length > 0);
  return verdict(seen, ok, stray ?? `${describeReply(reply)}${ok || !expected ? '' : `; expected ${expected}`}`);
}

/**
 * A pod asks for a name nobody ever asked for. The name server's cache, read without recursion, must not hold an answer
 * for it before and must hold one then: so the question went through it. The cache is watched while the pod asks, since
 * "no such name" may be forgotten within seconds (RFC 2308) and a command in a pod takes as long to end.
 */
async function checkThroughNameServer(context: VerifyContext, parent: string): Promise<Verdict> {
  const { lab } = context;
  const name = `${context.unique()}.${parent}`;
  const cached = async () => {
    const { replies, seen } = await dig(context, { at: 'lan' }, [{ name }], { ...nameServer(lab), cacheOnly: true });
    return { holds: replies[0]!.status === 'NXDOMAIN' || replies[0]!.answers.length > 0, seen };
  };
  const before = await cached();
  if (before.holds)
    return verdict(before.seen, false, `${lab.nameServer.address} already knew about ${name}, which nobody had asked for`);

  let over = false;
  const question = dig(context, firstPod(lab), [{ name }]).finally(() => (over = true));
  question.catch(() => undefined);
  let known = false;
  for (let last = false; !known && !last;) {
    last = over;
    known = (await cached()).holds;
    if (!known && !last) await context.clock.sleep(1);
  }
  const asked = await question;
  const found = known ? `was then in the cache of ${lab.nameServer.address}` : `never reached ${lab.nameServer.address}`;
  return verdict(asked.seen, known, `a pod's question for ${name} (${asked.replies[0]!.status}) ${found}`);
}
