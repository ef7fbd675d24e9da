import { companyName, type Lab, serviceDnsName } from '../../model';
import { describeObservation, digArguments, parseDig } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';
import { checkAddresses } from '../checks/dns-answers';
import { clusterDns, nameServer } from '../dns-plan';
import type { Cell } from './reach-table';

/** A name server is asked over UDP and over TCP, for a name that it knows itself, in one dig. */
export async function checkDns(context: VerifyContext, cell: Cell): Promise<Verdict> {
  const { caller, expected } = cell;
  const { server, name, address } = questionTo(context.lab, cell.destination.kind === 'cluster-dns');
  const questions = [false, true].map((tcp) => ({ name, address, tcp }));
  if (expected === 'reached') {
    const seen = await checkAddresses(context, caller.from, questions, { server });
    return seen.ok ? { ...seen, evidence: `over UDP and over TCP: ${seen.evidence}` } : seen;
  }
  const seen = await context.probe.exec(caller.from, digArguments(questions, { server, tries: 1, seconds: 3 }));
  const answered = parseDig(seen.stdout).length > 0;
  // dig's exit status 9: no reply from the server.
  const evidence = answered ? `${server} answered` : seen.exitCode === 9 ? `${server} is silent` : describeObservation(seen);
  return { ...verdict(seen, !answered && seen.exitCode === 9, evidence), final: answered };
}

function questionTo(lab: Lab, isClusterDns: boolean): { server: string; name: string; address: string } {
  if (isClusterDns) {
    const name = serviceDnsName(lab, { name: 'kubernetes' });
    return { server: clusterDns(lab).server!, name, address: String(lab.cluster.apiServiceAddress) };
  }
  const name = companyName(lab, { name: 'intranet' });
  return { server: nameServer(lab).server!, name, address: String(lab.nameServer.address) };
}
