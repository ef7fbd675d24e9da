import { companyName, type ExternalNameService, type Lab } from '../../model';
import { type Verdict, type VerifyContext, verdict } from '../claim';
import { describeReply, dig, type DigOptions, recordsOf } from '../dig';
import type { VantagePoint } from '../probe';

export const corednsHints =
  './lab kubectl -n kube-system logs deployment/coredns; ./lab kubectl -n kube-system get configmap coredns -o yaml';

/** The pod on the first worker: from there CoreDNS is asked. */
export const firstPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers[0]!.name });

/** The pod on the last worker: from there names of pods and of outside Services are asked for, so that the work is shared. */
export const lastPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers.at(-1)!.name });

/** CoreDNS, asked by address. */
export const clusterDns = (lab: Lab): DigOptions => ({ server: String(lab.cluster.dnsServiceAddress) });

/** The company's name server, asked by address. */
export const nameServer = (lab: Lab): DigOptions => ({ server: String(lab.nameServer.address) });

/** Whether the lab's definition makes CoreDNS ask the company's name server first. */
export const asksNameServer = (lab: Lab): boolean => lab.dns.clusterForwarders[0]?.equals(lab.nameServer.address) ?? false;

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
  const wrong = results.filter(({ ok }) => !ok);
  return verdict(seen, wrong.length === 0, (wrong.length > 0 ? wrong : results).map(({ text }) => text).join('; '));
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

/** The Services that stand for names elsewhere. */
export const externalNames = (lab: Lab): ExternalNameService[] =>
  lab.services.filter((service) => service.type === 'ExternalName');

/** `a.b` is inside `b`, and inside itself. */
const isInside = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** Whether a name is one of the company's own, which no server outside knows. */
export const isCompanyName = (lab: Lab, name: string): boolean => isInside(name, lab.dns.zone);

/** The servers the name server asks for a name that is not the company's. */
export function upstreamsOf(lab: Lab, name: string): readonly string[] {
  const zones = lab.dns.forwardZones.filter(({ zone }) => isInside(name, zone));
  // The longest zone wins, as in every name server.
  const [closest] = zones.sort((one, other) => other.zone.length - one.zone.length);
  return (closest?.servers ?? lab.dns.upstreams).map(String);
}

/** The address a name must have; undefined where only the internet knows it. */
export function expectedAddress(context: VerifyContext, name: string): string | undefined {
  const { lab, simulatedInternet } = context;
  const record = lab.dns.records.find((candidate) => companyName(lab, candidate) === name);
  if (record) return String(record.address);
  // The servers of a forward zone may know the name as another one.
  if (!simulatedInternet || lab.dns.forwardZones.some(({ zone }) => isInside(name, zone))) return undefined;
  const site = lab.internet.sites.find((candidate) => candidate.name === name);
  return site && String(site.address);
}
