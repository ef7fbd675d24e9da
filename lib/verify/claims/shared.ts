import type { ExternalNameService, Lab } from '../../model';
import { type Verdict, type VerifyContext, verdict } from '../claim';
import { describeReply, dig, type DigOptions } from '../dig';
import type { VantagePoint } from '../probe';

export const corednsHints =
  './lab kubectl -n kube-system logs deployment/coredns; ./lab kubectl -n kube-system get configmap coredns -o yaml';

/** The pod on the first worker. */
export const firstPod = (lab: Lab): VantagePoint => ({ at: 'pod', node: lab.workers[0]!.name });

/** CoreDNS, asked by address. */
export const clusterDns = (lab: Lab): DigOptions => ({ server: String(lab.cluster.dnsServiceAddress) });

/** The company's name server, asked by address. */
export const nameServer = (lab: Lab): DigOptions => ({ server: String(lab.nameServer.address) });

/** Whether the lab's definition makes CoreDNS ask the company's name server first. */
export const asksNameServer = (lab: Lab): boolean => lab.dns.clusterForwarders[0]?.equals(lab.nameServer.address) ?? false;

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

/** A pod's claims about DNS hold for the resolver the pod really uses. */
export function wrongResolver(lab: Lab, server: string): string | undefined {
  const expected = String(lab.cluster.dnsServiceAddress);
  return server === expected ? undefined : `the pod asked ${server}, not the cluster DNS ${expected}`;
}

/** The Services that stand for names outside. */
export const externalNames = (lab: Lab): ExternalNameService[] =>
  lab.services.filter((service) => service.type === 'ExternalName');

/** The address an outside name must have; unknown when the internet is the real one. */
export const expectedAddress = (context: VerifyContext, name: string): string | undefined => {
  const site = context.simulatedInternet ? context.lab.internet.sites.find((other) => other.name === name) : undefined;
  return site && String(site.address);
};
