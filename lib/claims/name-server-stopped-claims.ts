import { companyName, type Lab, serviceDnsName } from '../model';
import { namedRuns, nameServerStopped, setNamed } from './changes/name-server-stopped';
import { describeReply, dig, recordsOf } from '../probe';
import { type Claim, pollUntil, verdict, type Verdict, type VerifyContext, withChange } from '../verify';
import { corednsHints } from './coredns-hints';
import { firstPod } from './toolbox-pods';

/** "Connected to it": what CoreDNS knows of the company comes from the DNS server, what it knows of the cluster does not. */
export function nameServerStoppedClaims(lab: Lab): Claim[] {
  const [only, ...others] = lab.dns.clusterForwarders;
  // With a second server to ask, company names do not fail but change.
  if (!only?.equals(lab.nameServer.address) || others.length > 0) return [];
  const { name, address } = lab.nameServer;
  return [
    {
      id: 'dns.name-server-stopped',
      topic: 'dns',
      sentence: {
        en: `While the DNS server at ${address} is stopped, company names fail in a pod and cluster names do not; when it is back, all is well again.`,
        ko: `DNS 서버(${address})가 멈추면 파드에서 회사 이름은 찾을 수 없지만 클러스터 이름은 그대로 찾을 수 있고, 서버가 돌아오면 모두 다시 된다.`,
      },
      from: firstPod(lab),
      deadlineSeconds: 60,
      intervalSeconds: 5,
      changes: 'name server',
      lookAt: `${corednsHints}; ./lab ssh ${name} -- systemctl status named; ./lab ssh ${name} -- sudo systemctl start named`,
      check: checkStopped,
    },
  ];
}

/** CoreDNS remembers a failure for seconds and an answer for half a minute. */
const soon = { deadlineSeconds: 90, intervalSeconds: 2 } as const;

async function checkStopped(context: VerifyContext): Promise<Verdict> {
  const { name } = context.lab.nameServer;
  // A server that somebody else stopped stays stopped.
  const before = await namedRuns(context, name);
  if (!before.ok) return before;
  const { shown, repaired } = await withChange(
    context,
    nameServerStopped,
    { kind: 'name-server-stopped', machine: name },
    async () => {
      const stopped = await setNamed(context, name, 'stop');
      return stopped.ok ? lookWithout(context) : stopped;
    },
  );
  const back = repaired.ok ? await pollUntil(context.clock, soon, () => lookAtCompany(context)) : repaired;
  const broken = [shown, back].find(({ ok }) => !ok);
  // The server was stopped and started, which is not repeated beside others.
  if (broken) return { ...broken, once: true, final: !repaired.ok };
  return { ...shown, evidence: `${shown.evidence}; afterwards ${back.evidence}` };
}

/** Without the server a company name that no cache holds fails (SERVFAIL), and a cluster name does not. */
async function lookWithout(context: VerifyContext): Promise<Verdict> {
  const { lab } = context;
  const failing = await pollUntil(context.clock, soon, async () => {
    const { replies, seen } = await dig(context, firstPod(lab), [{ name: companyName(lab, { name: context.unique() }) }]);
    const reply = replies[0]!;
    return verdict(seen, reply.status === 'SERVFAIL', `while the server was stopped, ${describeReply(reply)}`);
  });
  if (!failing.ok) return failing;
  const expected = String(lab.cluster.apiServiceAddress);
  const { replies, seen } = await dig(context, firstPod(lab), [{ name: serviceDnsName(lab, { name: 'kubernetes' }) }]);
  const evidence = `${failing.evidence}, ${describeReply(replies[0]!)}`;
  return verdict(seen, recordsOf(replies[0]!, 'A').join() === expected, evidence);
}

async function lookAtCompany(context: VerifyContext): Promise<Verdict> {
  const { lab } = context;
  const known = companyName(lab, { name: 'intranet' });
  const questions = [{ name: known }, { name: companyName(lab, { name: context.unique() }) }];
  const { replies, seen } = await dig(context, firstPod(lab), questions);
  const ok = recordsOf(replies[0]!, 'A').join() === String(lab.nameServer.address) && replies[1]!.status === 'NXDOMAIN';
  return verdict(seen, ok, replies.map(describeReply).join(', '));
}
