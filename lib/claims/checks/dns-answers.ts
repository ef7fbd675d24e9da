import type { Lab } from '../../model';
import { describeReply, dig, type DigOptions, recordsOf, type VantagePoint } from '../../probe';
import { type Verdict, verdict, verdictOfAll, type VerifyContext } from '../../verify';

/** Each name has its one address and no other. */
export async function checkAddresses(
  context: VerifyContext,
  from: VantagePoint,
  planned: readonly { readonly name: string; readonly address: string }[],
  options: DigOptions,
): Promise<Verdict> {
  const { replies, seen } = await dig(context, from, planned, options);
  const results = replies.map((reply, index) => {
    const expected = planned[index]!.address;
    const ok = recordsOf(reply, 'A').join() === expected;
    return { ok, text: `${describeReply(reply)}${ok ? '' : `; expected ${expected}`}` };
  });
  return verdictOfAll(seen, results);
}

/** A name that must not exist: the answer is NXDOMAIN, and no other kind of failure. */
export async function checkNoSuchName(
  context: VerifyContext,
  from: VantagePoint,
  name: string,
  options: DigOptions,
): Promise<Verdict> {
  const { replies, seen } = await dig(context, from, [{ name }], options);
  const answered = replies[0]!.answers.length > 0;
  return { ...verdict(seen, replies[0]!.status === 'NXDOMAIN' && !answered, describeReply(replies[0]!)), final: answered };
}

/** A claim about DNS holds for the resolver the pod or machine really uses; LAN and outside hosts name theirs. */
export function wrongResolver(lab: Lab, from: VantagePoint, server: string): string | undefined {
  if (from.at !== 'pod' && from.at !== 'machine') return undefined;
  const expected = String(from.at === 'pod' ? lab.cluster.dnsServiceAddress : lab.nameServer.address);
  return server === expected ? undefined : `the question went to ${server}, not to ${expected}`;
}
