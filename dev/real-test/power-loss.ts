import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../host/run';
import { waitFor } from '../../host/wait';
import type { Hypervisor } from '../../hypervisor';
import { libvirtFolders, removeMountPoints } from '../../hypervisor/embedded/mount-points';
import { namespaceExists } from '../../hypervisor/network/namespace';
import { stopUplink } from '../../hypervisor/network/uplink';
import { labPathsOf } from '../../hypervisor/port/lab-paths';
import { processesIn } from '../../hypervisor/processes/processes';
import type { Lab } from '../../lib/model';

/** What a power cut leaves of a lab: its files, except those in memory. Nothing is ended in good order. */
export async function losePower(lab: Lab, hypervisor: Hypervisor): Promise<void> {
  const paths = labPathsOf(lab.name);
  const namespaces = Object.values(paths.namespaces);
  await killEverything(namespaces);
  // The link and the firewall's table in the host's own namespace are in memory, too.
  if (hypervisor.identity) await stopUplink(paths, hypervisor.identity, undefined);
  for (const namespace of namespaces)
    if (await namespaceExists(namespace)) await run('ip', ['netns', 'delete', namespace], { timeout: 30_000 });
  rmSync(paths.runtime, { recursive: true, force: true });
  removeMountPoints([libvirtFolders.run]);
}

/** Kills again until nothing is left: a dying parent may just have started another. */
async function killEverything(namespaces: readonly string[]): Promise<void> {
  await waitFor(
    async () => {
      const pids = (await Promise.all(namespaces.map(processesIn))).flat();
      for (const pid of pids) kill(pid);
      return { value: pids.length === 0 ? true : undefined, observation: `still running: ${pids.join(', ')}` };
    },
    { what: 'every process of the lab to be gone', deadline: 60, interval: 0.5 },
  );
  // QEMU's memory is given back after its end.
  await sleep(1000);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
