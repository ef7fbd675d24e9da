import { uninterrupted } from '../host/interruption';
import { hostAddresses, type Hypervisor } from '../hypervisor';
import { judgeable } from '../lib/claims';
import { type Claim, type Report, verify } from '../lib/verify';
import { chosenClaims, type ClaimChoice } from './claim-choice';
import { type Context, createLiveProbe, runningHypervisor } from './context';
import { changeLog, noteLeftovers } from './lab-folder/change-log';
import { notifyOfClaims } from './claim-events';
import { repairLeftovers } from './repair-leftovers';
import { systemClock } from './system-clock';

/** Looks at the running lab and tells which of the chosen claims are true, each as soon as it is decided; and how long that took. */
export async function lookAtLab(context: Context, choice: ClaimChoice): Promise<{ report: Report; milliseconds: number }> {
  // A wrong choice is told before the lab is touched.
  const chosen = chosenClaims(context.lab, choice);
  const hypervisor = await runningHypervisor(context);
  await repairLeftovers(context, { hypervisor });
  const started = Date.now();
  const report = await context.progress.step('Claims', () => look(context, hypervisor, chosen));
  return { report, milliseconds: Date.now() - started };
}

async function look(context: Context, hypervisor: Hypervisor, claims: readonly Claim[]): Promise<Report> {
  const probe = await createLiveProbe(context, hypervisor);
  try {
    // What lies beyond a simulated internet is nobody's.
    const addresses = hypervisor.internet === 'uplink' && hypervisor.kind === 'embedded' ? hostAddresses() : undefined;
    return await verify(judgeable(claims, addresses), context.lab, probe, {
      simulatedInternet: hypervisor.internet === 'simulated',
      // At a libvirt that is not the lab's own, the computer itself is LAN host and outside user.
      ownHosts: hypervisor.kind === 'embedded',
      clock: systemClock,
      changes: changeLog(context, 'verify'),
      hostAddresses: addresses,
      onProgress: notifyOfClaims(context.notify),
    });
  } finally {
    noteLeftovers(context);
    // After an interruption, too: no login stays open.
    await uninterrupted(() => probe.close(), 10);
  }
}
