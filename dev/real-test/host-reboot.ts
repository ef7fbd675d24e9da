import { statSync } from 'node:fs';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import type { Hypervisor } from '../../hypervisor';
import { domainNames } from '../../hypervisor/libvirt/libvirt-objects';
import { virsh } from '../../hypervisor/libvirt/virsh';
import { governingService, machines, machineVolumes, nodes, objectNames } from '../../lib/model';
import { keepsRow } from '../../lib/claims';
import { getNodes } from '../../lib/probe';
import type { Verdict, VerifyContext } from '../../lib/verify';
import { changeLog } from '../../operations/lab-folder/change-log';
import { systemClock } from '../../operations/system-clock';
import { isReadySince } from '../../operations/cluster/boots';
import { waitForPods } from '../../operations/cluster/cluster-state';
import { up } from '../../operations/up';
import { type Context, createLiveProbe, runningHypervisor } from '../../operations/context';
import { losePower } from './power-loss';

/**
 * The host of an embedded lab loses its power and boots again. `up` brings back the same machines on the same disks, as the same
 * nodes. A row that a database had confirmed before is still there.
 */
export async function expectSameLabAfterHostReboot(context: Context): Promise<void> {
  const { lab, progress } = context;
  const hypervisor = await runningHypervisor(context);
  if (hypervisor.kind !== 'embedded') throw labError('only the host of an embedded lab can be rebooted in play');
  const before = await identity(context, hypervisor);
  const reboot = async (): Promise<Verdict> => {
    const cut = new Date().toISOString();
    const boots = Object.fromEntries(nodes(lab).map(({ name }) => [name, cut]));
    await progress.step('The host loses its power', () => losePower(lab, hypervisor));
    await progress.step('up brings the lab back', () => up({ ...context, progress: progress.quiet(), notify: () => undefined }));
    await progress.step('The same machines, disks and nodes have booted, and every pod is Ready', async ({ detail }) => {
      const after = await identity(context, hypervisor);
      expectSame(before, after);
      expectBootedAnew(before, after);
      // `up` has waited for the pods: a minute is for a probe that fails once.
      await waitForPods(context, { deadline: 60, onObservation: detail, isReady: (pod) => isReadySince(boots, pod) });
    });
    return { ok: true, evidence: 'the host was rebooted', command: './lab up' };
  };
  const verdict = await withLook(context, (look) => keepsRowThrough(look, reboot));
  if (!verdict.ok) throw labError(`the lab is not as before its host's reboot: ${verdict.evidence}`);
}

/** What stays of a machine for as long as it is the same one, by its name. */
interface Identity {
  /** libvirt's machine and its disk's file, which a new machine would have anew. */
  readonly machines: Readonly<Record<string, string>>;
  /** Kubernetes' nodes, which would be others in a new cluster. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Each node's current boot, the one thing that must differ. */
  readonly boots: Readonly<Record<string, string>>;
}

async function identity(context: Context, { uri, storageFolder }: Hypervisor): Promise<Identity> {
  const { lab } = context;
  const machine = async (name: string, domain: string) => {
    const { ino, birthtimeMs } = statSync(join(storageFolder, objectNames(lab.name).pool, machineVolumes(name).disk));
    return `${(await virsh(uri, 'domuuid', domain)).stdout.trim()} on the disk ${ino} made at ${birthtimeMs}`;
  };
  const domains = domainNames(lab);
  const found = await Promise.all(
    machines(lab).map(async ({ name }, index) => [name, await machine(name, domains[index]!)] as const),
  );
  const nodes = (await withLook(context, (look) => getNodes(look))).value;
  const uids = nodes.map(({ metadata }) => [metadata.name, metadata.uid ?? ''] as const);
  const boots = nodes.map(({ metadata, status }) => [metadata.name, status.nodeInfo?.bootID ?? ''] as const);
  return {
    machines: Object.fromEntries(found),
    nodes: Object.fromEntries(uids),
    boots: Object.fromEntries(boots),
  };
}

function expectSame(before: Identity, after: Identity): void {
  for (const kind of ['machines', 'nodes'] as const) {
    if (JSON.stringify(before[kind]) === JSON.stringify(after[kind])) continue;
    throw labError(
      `other ${kind} after the reboot\nbefore: ${JSON.stringify(before[kind])}\nafter:  ${JSON.stringify(after[kind])}`,
    );
  }
}

/** `up` must not end while what the API server says of a node is of the boot before. */
function expectBootedAnew(before: Identity, after: Identity): void {
  const still = Object.keys(before.boots).filter((name) => before.boots[name] === after.boots[name]);
  if (still.length > 0) throw labError(`up ended before these nodes had reported their new boot: ${still.join(', ')}`);
}

/** A row in the lab's first database; a lab without one has nothing to lose. */
function keepsRowThrough(look: VerifyContext, reboot: () => Promise<Verdict>): Promise<Verdict> {
  const workload = look.lab.workloads.find(({ kind }) => kind === 'postgres');
  if (!workload) return reboot();
  return keepsRow(look, { workload, service: governingService(look.lab, workload), pod: `${workload.name}-0` }, reboot);
}

/** What the claims look with. Each look is taken anew. */
async function withLook<T>(context: Context, work: (look: VerifyContext) => Promise<T>): Promise<T> {
  const probe = await createLiveProbe(context);
  try {
    return await work({
      lab: context.lab,
      probe,
      simulatedInternet: (await context.hypervisor()).internet === 'simulated',
      hostAddresses: [],
      clock: systemClock,
      changes: changeLog(context, 'test --real'),
      alone: true,
      unique: () => `reboot-${Date.now()}`,
      observe: (_key, take) => take(),
      invalidate: () => undefined,
    });
  } finally {
    await probe.close();
  }
}
