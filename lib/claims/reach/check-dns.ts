import { companyName, type Lab, serviceDnsName } from '../../model';
import { describeObservation, digArguments, parseDig } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';
import { checkAddresses } from '../checks/dns-answers';
import { clusterDns, nameServer } from '../dns-plan';
import type { Cell } from './table';

/** A name server is asked over UDP and over TCP, for a name that it knows itself. */
export async function checkDns(context: VerifyContext, cell: Cell): Promise<Verdict> {
  const verdicts = await Promise.all(
    [false, true].map((tcp) => (cell.expected === 'closed' ? checkSilent(context, cell, tcp) : checkAnswers(context, cell, tcp))),
  );
  const wrong = verdicts.find(({ ok }) => !ok);
  return wrong ?? { ...verdicts[0]!, evidence: verdicts.map(({ evidence }) => evidence).join('; ') };
}

const protocolName = (tcp: boolean): string => (tcp ? 'over TCP' : 'over UDP');

async function checkAnswers(context: VerifyContext, { caller, destination }: Cell, tcp: boolean): Promise<Verdict> {
  const { server, name, address } = questionTo(context.lab, destination.kind === 'cluster-dns');
  const seen = await checkAddresses(context, caller.from, [{ name, address }], { server, tcp });
  return { ...seen, evidence: `${protocolName(tcp)} ${seen.evidence}` };
}

async function checkSilent(context: VerifyContext, { caller, destination }: Cell, tcp: boolean): Promise<Verdict> {
  const { server, name } = questionTo(context.lab, destination.kind === 'cluster-dns');
  const argv = [...digArguments([{ name }], { server, tcp }), '+tries=1', '+time=3'];
  const seen = await context.probe.exec(caller.from, argv);
  const answered = parseDig(seen.stdout).length > 0;
  // dig's exit status 9: no reply from the server.
  const evidence = answered ? `${server} answered` : seen.exitCode === 9 ? `${server} is silent` : describeObservation(seen);
  return { ...verdict(seen, !answered && seen.exitCode === 9, `${protocolName(tcp)} ${evidence}`), final: answered };
}

function questionTo(lab: Lab, isClusterDns: boolean): { server: string; name: string; address: string } {
  const server = (isClusterDns ? clusterDns : nameServer)(lab).server!;
  if (isClusterDns)
    return { server, name: serviceDnsName(lab, { name: 'kubernetes' }), address: String(lab.cluster.apiServiceAddress) };
  return { server, name: companyName(lab, { name: 'intranet' }), address: String(lab.nameServer.address) };
}
