import { waitFor } from '../../host/wait';
import { companyName, definitionOf, resolveLab } from '../../lib/model';
import { describeObservation, digArguments, parseDig } from '../../lib/probe';
import { up } from '../../operations/up';
import { type Context, createLiveProbe } from '../../operations/context';
import { contextOf } from '../../operations/find-lab';
import { quiet } from './quiet';

/**
 * Changes the definition of a running lab and brings the lab up to it: the cluster's questions go to the gateway instead
 * of the name server, so company names disappear from the pods. Then back. No machine is touched.
 */
export async function changeForwarder(context: Context): Promise<void> {
  const { lab, progress } = context;
  const definition = definitionOf(lab);
  const changed = resolveLab({ ...definition, dns: { ...definition.dns, clusterForwarders: [String(lab.network.gateway)] } });
  await progress.step('Change on the running lab: another forwarder', () => up(quiet(contextOf(changed, context))));
  await progress.step('Company names are gone from the pods', () => waitForCompanyName(context, 'NXDOMAIN'));
  await progress.step('Change back', () => up(quiet(context)));
  await progress.step('Company names are back', () => waitForCompanyName(context, 'NOERROR'));
}

/** Asks the cluster DNS from a pod. kubelet brings a changed ConfigMap within two minutes, CoreDNS reads it in seconds. */
async function waitForCompanyName(context: Context, expected: 'NXDOMAIN' | 'NOERROR'): Promise<void> {
  const { lab } = context;
  const name = companyName(lab, { name: 'intranet' });
  const probe = await createLiveProbe(context);
  const look = async () => {
    const from = { at: 'pod', node: lab.workers[0]!.name } as const;
    const answer = await probe.exec(from, digArguments([{ name }]), { timeoutSeconds: 60 });
    const status = parseDig(answer.stdout)[0]?.status ?? `no answer (${describeObservation(answer)})`;
    return status === expected ? { value: true, observation: status } : { observation: status };
  };
  try {
    await waitFor(look, { what: `${name} to be answered with ${expected} in a pod`, deadline: 10 * 60, interval: 10 });
  } finally {
    await probe.close();
  }
}
