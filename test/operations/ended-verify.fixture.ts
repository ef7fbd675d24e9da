import { join } from 'node:path';
import { changeLog } from '../../operations/lab-folder/change-log';
import { systemClock } from '../../operations/system-clock';
import { liveProbe } from '../../operations/live-probe/live-probe';
import { OpenChanges } from '../../operations/lab-folder/open-changes';
import { runMain } from '../../cli/run-main';
import { terminalProgress } from '../../cli/terminal-listener';
import { resolveLab } from '../../lib/model';
import { chooseClaims, repairChange } from '../../lib/claims';
import { verify } from '../../lib/verify';

/**
 * A process of its own for `ended-verify.test.ts`: looks at the claim about the stopped name server, or repairs what an earlier one
 * left. The program `FOLDER/lab` stands for the lab's machines.
 */
async function main(folder: string, what: string): Promise<number> {
  const lab = resolveLab();
  const probe = liveProbe({
    lab,
    wrap: (_vantage, argv) => [join(folder, 'lab'), ...argv],
    kubectl: 'kubectl',
    kubeconfig: 'kubeconfig',
    sshKey: 'key',
    knownHosts: 'known',
    caCertificate: 'ca',
    runDir: folder,
  });
  const context = { stateDir: folder, progress: terminalProgress() };
  if (what === 'repair') {
    for (const { change } of new OpenChanges(context).leftovers()) await repairChange({ lab, probe, clock: systemClock }, change);
    return 0;
  }
  const claims = chooseClaims(lab, { only: ['dns.name-server-stopped'] });
  const options = { simulatedInternet: true, clock: systemClock, changes: changeLog(context, 'verify') };
  await verify(claims, lab, probe, options);
  return 0;
}

runMain(() => main(process.argv[2]!, process.argv[3]!));
