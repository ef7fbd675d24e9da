import { type Context, runningHypervisor } from '../context';
import { type LiveProbe, liveProbe } from './live-probe';

/** A probe of this context's running lab. */
export async function createLiveProbe(context: Context): Promise<LiveProbe> {
  const hypervisor = await runningHypervisor(context);
  const { kubeconfig, sshKey, knownHosts, caCertificate } = context.secrets();
  return liveProbe({
    lab: context.lab,
    wrap: (vantage, argv) => hypervisor.command(vantage, argv),
    kubectl: await context.kubectl(),
    kubeconfig,
    sshKey,
    knownHosts,
    caCertificate,
    runDir: hypervisor.runtimeFolder(),
  });
}
