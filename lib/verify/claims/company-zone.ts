import { companyName, type Lab, machines } from '../../model';
import { type Claim, patient, type Verdict, type VerifyContext, verdict } from '../claim';
import { dig, type DigOptions, recordsOf, type Reply } from '../dig';
import type { VantagePoint } from '../probe';
import { asksNameServer, checkNoSuchName, corednsHints, nameServer, wrongResolver } from './shared';

/** "A DNS server manages the company's names"; CoreDNS is connected to it. */
export function companyZoneClaims(lab: Lab): Claim[] {
  const lan: VantagePoint = { at: 'lan' };
  const server = lab.nameServer.address;
  const lookAt = `./lab ssh ${lab.nameServer.name} -- systemctl status named; ./lab ssh ${lab.nameServer.name} -- sudo named-checkconf -z`;
  const common = { topic: 'dns', ...patient } as const;
  const pods = asksNameServer(lab)
    ? lab.workers.map((worker): VantagePoint & { node: string } => ({ at: 'pod', node: worker.name }))
    : [];
  return [
    {
      ...common,
      id: 'dns.company-forward',
      sentence: { en: `The DNS server at ${server} knows every machine of the company by name.` },
      from: lan,
      lookAt,
      check: (context) => checkForward(context, lan, nameServer(lab)),
    },
    {
      ...common,
      id: 'dns.company-reverse',
      sentence: { en: `The DNS server at ${server} knows the name of every machine's address.` },
      from: lan,
      lookAt,
      check: (context) => checkReverse(context, lan, nameServer(lab)),
    },
    {
      ...common,
      id: 'dns.company-no-such-name',
      sentence: { en: `The DNS server at ${server} says of a company name nobody has that there is no such name.` },
      from: lan,
      lookAt,
      check: (context) => checkNoSuchName(context, lan, companyName(lab, { name: context.unique() }), nameServer(lab)),
    },
    ...pods.flatMap((from): Claim[] => {
      const inPod = { ...common, from, lookAt: `${corednsHints}; ${lookAt}` };
      return [
        {
          ...inPod,
          id: `dns.company-forward-from-pod.${from.node}`,
          sentence: { en: `A pod on ${from.node} resolves the company's names through CoreDNS.` },
          check: (context) => checkForward(context, from),
        },
        {
          ...inPod,
          id: `dns.company-reverse-from-pod.${from.node}`,
          sentence: { en: `A pod on ${from.node} finds the names of the company's addresses through CoreDNS.` },
          check: (context) => checkReverse(context, from),
        },
        {
          ...inPod,
          id: `dns.company-no-such-name-from-pod.${from.node}`,
          sentence: { en: `A pod on ${from.node} learns through CoreDNS that a company name does not exist.` },
          check: (context) => checkNoSuchName(context, from, companyName(lab, { name: context.unique() }), {}),
        },
      ];
    }),
  ];
}

/** Every machine's name in the company zone, and its address. */
const plannedNames = ({ lab }: VerifyContext) =>
  machines(lab).map((machine) => ({ name: companyName(lab, machine), address: String(machine.address) }));

async function checkForward(context: VerifyContext, from: VantagePoint, options: DigOptions = {}): Promise<Verdict> {
  const planned = plannedNames(context);
  const { replies, seen } = await dig(context, from, planned, options);
  return compare(
    context,
    from,
    seen,
    replies,
    'A',
    planned.map(({ name, address }) => [name, address]),
  );
}

async function checkReverse(context: VerifyContext, from: VantagePoint, options: DigOptions = {}): Promise<Verdict> {
  const planned = plannedNames(context);
  const questions = planned.map(({ address }) => ({ addressOf: address }));
  const { replies, seen } = await dig(context, from, questions, options);
  return compare(
    context,
    from,
    seen,
    replies,
    'PTR',
    planned.map(({ name, address }) => [address, name]),
  );
}

/** Reply by reply, what was asked for and the one record it must give. */
function compare(
  context: VerifyContext,
  from: VantagePoint,
  seen: Parameters<typeof verdict>[0],
  replies: readonly Reply[],
  type: string,
  planned: readonly (readonly [string, string])[],
): Verdict {
  const stray = from.at === 'pod' ? wrongResolver(context.lab, replies[0]!.server) : undefined;
  if (stray) return verdict(seen, false, stray);
  const results = planned.map(([asked, expected], index) => {
    const found = recordsOf(replies[index]!, type).join(', ') || replies[index]!.status;
    return { ok: found === expected, text: `${asked} is ${found}${found === expected ? '' : `, expected ${expected}`}` };
  });
  const wrong = results.filter(({ ok }) => !ok);
  return verdict(seen, wrong.length === 0, (wrong.length > 0 ? wrong : results).map(({ text }) => text).join('; '));
}
