import { existsSync, rmSync } from 'node:fs';
import { labFault } from '../../host/fault';
import { runtimeDir } from '../../host/paths';
import type { Hypervisor } from '../../hypervisor';
import { inventory } from '../../hypervisor/inventory';
import type { Context } from '../context';
import { prepareLabToolchain } from '../toolchain';
import { inventoryBefore, leftovers } from '../inventory';
import { rememberDefinition, builtFile } from '../definition-file';
import { stackRun } from '../stack-run';
import { destroyStack, forgetState, hasState, synthesisFolder, synthesize } from '../terraform';

/**
 * Removes the lab and proves that it is gone. Works on whatever an interrupted `up` left, and on nothing at all.
 * The cluster's objects live on the machines, so they are not destroyed one by one: they go with them.
 */
export async function down(context: Context): Promise<void> {
  const { lab, progress, stateDir } = context;
  const existed = existsSync(stateDir);
  const hypervisor = await context.hypervisor();
  const before = inventoryBefore(context) ?? (await inventory(lab, hypervisor));

  for (const stack of ['services', 'platform'] as const) forgetState(lab.name, stack);
  if (hasState(lab.name, 'infrastructure')) await destroyInfrastructure(context, hypervisor);
  await hypervisor.stop(progress);
  for (const folder of [stateDir, runtimeDir(lab.name)]) rmSync(folder, { recursive: true, force: true });

  const left = await progress.step('Proof that nothing is left', () => leftovers(context, hypervisor, before));
  if (left.length > 0) {
    throw labFault(`the lab left ${left.length} things behind:\n${left.map((thing) => `  ${thing}`).join('\n')}`, {
      remedy: 'remove them by hand, and tell us',
    });
  }
  context.out(existed ? downSummary(lab.name) : `There was no lab "${lab.name}"; nothing to remove.`);
}

async function destroyInfrastructure(context: Context, hypervisor: Hypervisor): Promise<void> {
  const { progress } = context;
  await hypervisor.start(progress);
  const toolchain = await prepareLabToolchain(context);
  const { name } = context.lab;
  // An interrupted `down` has removed nothing of the lab's folder yet; a lab of an earlier version has no definition in it.
  if (!existsSync(builtFile(name))) rememberDefinition(context.lab);
  await progress.step('Terraform configuration', () => synthesize(builtFile(name), synthesisFolder(name)));
  // The image is only removed, never read; any folder will do for its variable.
  await progress.step('Stack infrastructure', (step) =>
    destroyStack(stackRun(context, hypervisor, toolchain, { folder: context.stateDir }, 'infrastructure'), step),
  );
}

const downSummary = (name: string): string =>
  `The lab "${name}" is gone. Domains, volumes, networks, namespaces, processes, firewall rules and files were compared with before: no difference.`;
