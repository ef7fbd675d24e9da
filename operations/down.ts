import { existsSync, rmSync } from 'node:fs';
import { UserError, labError } from '../host/user-error';
import {
  type Conflict,
  describeOwner,
  difference,
  type Hypervisor,
  type Inventory,
  inventory,
  unseenKinds,
  vanished,
} from '../hypervisor';
import { labPathsOf } from '../hypervisor/port/lab-paths';
import { endProxies } from './connections/running-proxies';
import type { Context } from './context';
import { beginRemoval } from './lab-folder/removal';
import { forgetKubeconfigs } from './kubeconfig';
import { operation } from './operation';
import { inventoryBefore } from './lab-folder/first-inventory';

/** What a removal showed. */
export interface Removed {
  /** Whether there was a lab: of this checkout, or of the other one that was named. */
  readonly existed: boolean;
}

export const down = operation('down', (context) => removeLab(context));

/**
 * Removes the lab and proves that it is gone, with nothing else. Works on whatever an interrupted `up` left, and on nothing at all; needs
 * neither Terraform nor a running machine. The cluster's objects live on the machines, so they go with them.
 */
export async function removeLab(context: Context): Promise<Removed> {
  const { lab, progress, stateDir } = context;
  // A named checkout was found by what its lab left, so there is one.
  const existed = existsSync(stateDir) || context.checkout !== undefined;
  const hypervisor = await context.hypervisor();
  if (!hypervisor.identity && existsSync(labPathsOf(lab.name).choice)) throw unmarked(lab.name);
  const now = await progress.step('Inventory of this machine', () => inventory(lab, hypervisor, context.checkout));
  const before = knownBefore(context) ?? now;

  beginRemoval(stateDir);
  await endProxies(context);
  forgetKubeconfigs(context);
  const stays = await hypervisor.stop(progress);
  rmSync(stateDir, { recursive: true, force: true });

  const after = await progress.step('Proof that nothing is left', () => inventory(lab, hypervisor, context.checkout));
  const { settings, left } = leftovers(hypervisor, difference(before, after));
  for (const note of settings) progress.note(note);
  for (const kind of unseenKinds(now, after)) progress.note(`could not look at ${kind}`);
  const conflicts = await hypervisor.conflicts().catch(() => []);
  const foreign = conflicts.map(describeConflict);
  const wrong = [
    // What belongs to others stays, and is no leftover.
    ...left
      .filter((thing) => !conflicts.some((conflict) => conflict.thing.startsWith(thing)))
      .map((thing) => `left behind: ${thing}`),
    ...vanished(now, after).map((thing) => `gone, and not the lab's: ${thing}`),
    ...stays.map((thing) => `kept, because the lab did not make it: ${thing}`),
  ];
  if (wrong.length > 0) {
    throw labError(`the lab was removed, and this machine is not as before:\n${wrong.map((thing) => `  ${thing}`).join('\n')}`, {
      remedy: 'look at each; what the lab left can be removed by hand, and tell us',
    });
  }
  for (const thing of foreign) progress.note(`not touched: ${thing}`);
  for (const command of removals(conflicts)) progress.note(`that checkout is gone; this removes its lab: ${command}`);
  return { existed };
}

/** The list from before the lab; a damaged one is none. */
function knownBefore(context: Context): Inventory | undefined {
  try {
    return inventoryBefore(context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.progress.note(`${error.message}; compared with this machine as it is now`);
    return undefined;
  }
}

/** Started by a version that gave labs no identity: what is its own cannot be told from what is not. */
const unmarked = (name: string) =>
  labError(`the lab "${name}" has no identity: .lab/${name}/identity.json is missing`, {
    remedy: 'remove the lab with the version of this program that built it',
  });

/** libvirt turns forwarding on for a network and leaves it on: that setting is its own. */
function leftovers(hypervisor: Hypervisor, found: readonly string[]): { settings: string[]; left: string[] } {
  const isSetting = (thing: string) => hypervisor.kind === 'system' && thing.startsWith('kernel setting ');
  return {
    settings: found.filter(isSetting).map((thing) => `${thing}: libvirt set it for the lab's network, and keeps it`),
    left: found.filter((thing) => !isSetting(thing)),
  };
}

/** What removes the labs of checkouts that are gone, and so cannot do it themselves. */
function removals(conflicts: readonly Conflict[]): ReadonlySet<string> {
  const orphans = conflicts.flatMap(({ owner }) => (owner && !existsSync(owner.checkout) ? [owner] : []));
  return new Set(orphans.map(({ lab, checkout }) => `./lab down ${lab} --checkout ${checkout}`));
}

const describeConflict = ({ thing, owner }: Conflict): string => `${thing} belongs to ${describeOwner(owner)}`;
