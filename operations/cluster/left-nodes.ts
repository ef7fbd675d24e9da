import { UserError } from '../../host/user-error';
import { labFiles } from '../../host/lab-files';
import { run } from '../../host/run';
import { type Hypervisor, namesOf } from '../../hypervisor';
import { virshNames } from '../../hypervisor/libvirt/virsh';
import type { Lab } from '../../lib/model';
import { type KubernetesObject, listObjects, waitForApi } from './cluster-state';
import { type Context, kubectlCommand } from '../context';
import { StateEntry } from '../lab-folder/state-entry';
import { machineChanges, type PlannedChange } from '../terraform/planned-changes';

/**
 * Node objects outlive their machines. That of a machine which was made anew still looks Ready for minutes: it is taken for the new
 * one, and kubeadm refuses to join beside it. That of a machine which was removed stays for ever. So it is noted before which
 * machines go. Their Node objects are removed once they are gone, by this `up` or the next.
 */
interface LeftNode {
  readonly name: string;
  /** Of the Node object: another one of its name is another machine's. */
  readonly uid: string;
  /** The machine's UUID at libvirt: while that is the same, the machine is not gone. */
  readonly machine: string;
}

const noted = (context: Pick<Context, 'stateDir'>) => new StateEntry<readonly LeftNode[]>(labFiles(context.stateDir).leftNodes);

/** Seconds. The machines may have been switched on just now. */
const apiDeadline = 10 * 60;

/** Notes the nodes whose machines Terraform is going to remove or to make anew. A new control plane begins a cluster without any. */
export async function noteLeavingNodes(
  context: Context,
  hypervisor: Pick<Hypervisor, 'uri' | 'identity'>,
  changes: readonly PlannedChange[],
): Promise<void> {
  const { replace, remove } = machineChanges(namesOf(context.lab, hypervisor.identity), changes);
  const leaving = [...replace, ...remove];
  if (leaving.length === 0 || leaving.includes(context.lab.controlPlane.name)) return;
  const listed = await nodesOnceThere(context);
  const ids = await machineIds(context.lab, hypervisor);
  const found = listed.filter(({ metadata }) => leaving.includes(metadata.name));
  const entries = found.map(({ metadata: { name, uid } }) => ({ name, uid, machine: ids.get(name) ?? '' }));
  const earlier = (noted(context).get() ?? []).filter(({ name }) => !leaving.includes(name));
  noted(context).set([...earlier, ...entries]);
}

/** The cluster's nodes; none where its API server does not come up, which must not keep the machines from being changed. */
async function nodesOnceThere(context: Context): Promise<readonly KubernetesObject[]> {
  try {
    await waitForApi(context, { deadline: apiDeadline, onObservation: () => undefined });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.progress.warn(`nodes of machines that go stay in the cluster: ${error.message}`);
    return [];
  }
  const nodes = await listObjects(context, 'nodes');
  return typeof nodes === 'string' ? [] : nodes;
}

/** Removes the Node objects of machines that are gone, and returns the others. @throws CommandError when it could not look or remove */
export async function removeLeftNodes(
  context: Context,
  hypervisor: Pick<Hypervisor, 'uri' | 'identity'>,
  nodes: readonly KubernetesObject[],
): Promise<readonly KubernetesObject[]> {
  const entries = noted(context).get() ?? [];
  if (entries.length === 0) return nodes;
  const machines = [...(await machineIds(context.lab, hypervisor)).values()];
  const gone = entries.filter(({ machine }) => !machines.includes(machine));
  const left = nodes.filter(({ metadata: { name, uid } }) => gone.some((entry) => entry.name === name && entry.uid === uid));
  for (const { metadata } of left) {
    const [file, ...args] = await kubectlCommand(context, [
      'delete',
      'node',
      metadata.name,
      '--ignore-not-found',
      '--wait=false',
    ]);
    await run(file!, args, { timeout: 120_000 });
  }
  noted(context).remove();
  return nodes.filter((node) => !left.includes(node));
}

/** The UUIDs of the lab's machines that libvirt knows, by their names. */
async function machineIds(lab: Lab, { uri, identity }: Pick<Hypervisor, 'uri' | 'identity'>): Promise<Map<string, string>> {
  const lines = await virshNames(uri, 'list', '--all', '--uuid', '--name');
  const pairs = lines.map((line) => line.split(/\s+/) as [string, string]);
  const { machineOf } = namesOf(lab, identity);
  return new Map(
    pairs.flatMap(([uuid, domain]) => {
      const machine = machineOf(domain);
      return machine === undefined ? [] : [[machine, uuid] as const];
    }),
  );
}
