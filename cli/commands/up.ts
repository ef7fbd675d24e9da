import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../../host/paths';
import type { Hypervisor } from '../../hypervisor';
import { goPrograms } from '../../image/go-programs';
import { buildNodeImage, type NodeImage } from '../../image/node-image';
import { warnings } from '../../lib/model';
import { ensureSecrets } from '../../secrets/lab-secrets';
import type { StackName } from '../../stacks';
import { prepareToolchain, type Toolchain } from '../../toolchain';
import { waitForNodes, waitForPods } from '../cluster';
import { lastConsoleLine } from '../console';
import type { Context } from '../context';
import { rememberInventory } from '../inventory';
import { ensurePackages, preflight } from '../preflight';
import { applyStack, synthesize } from '../terraform';

/** Seconds. An emulated cluster on a slow hour needs a third of these; they end as soon as the condition is true. */
const bootDeadline = 45 * 60;
const workloadsDeadline = 30 * 60;

/** Builds the lab, or brings it up to its definition. Every step finds out what is there already. */
export async function up(context: Context): Promise<void> {
  const { lab, progress } = context;
  for (const warning of warnings(lab)) progress.note(`warning: ${warning}`);
  mkdirSync(join(context.stateDir, 'logs'), { recursive: true, mode: 0o700 });

  const hypervisor = await context.hypervisor();
  await progress.step('Debian packages', (step) => ensurePackages(hypervisor, step));
  await progress.step('Checks before anything is changed', () => preflight(context, hypervisor));
  await progress.step('Inventory of this machine', () => rememberInventory(context, hypervisor));
  const toolchain = await progress.step('Terraform and its providers', () => prepareToolchain(quiet(progress)));
  await progress.step('Programs for this machine', () => hostPrograms());
  const image = await buildNodeImage({ progress });
  await progress.step('Secrets of this lab', () => ensureSecrets(lab, context.stateDir));
  await progress.step('Terraform configuration', () => synthesize(context.configFile));
  await progress.step('Hypervisor', () => hypervisor.start(quiet(progress)));

  const apply = (stack: StackName) => progress.step(`Stack ${stack}`, (step) => applyStack(stackRun(context, hypervisor, toolchain, image, stack), step));
  await apply('infrastructure');
  await hypervisor.connectClients();
  await progress.step('Cluster', (step) =>
    waitForNodes(context, { deadline: bootDeadline, boot: () => lastConsoleLine(hypervisor, lab.controlPlane.name), onObservation: (text) => step.detail(text) }),
  );
  await apply('platform');
  await apply('services');
  await progress.step('Workloads', (step) => waitForPods(context, { deadline: workloadsDeadline, onObservation: (text) => step.detail(text) }));
  context.out(summary(context));
}

/** kubectl and the simulated internet's name server; both are built with the image's programs. */
async function hostPrograms(): Promise<void> {
  await goPrograms('kubernetes');
  await goPrograms('coredns');
}

/** What one stack's Terraform run needs. */
export function stackRun(context: Context, hypervisor: Hypervisor, toolchain: Toolchain, image: Pick<NodeImage, 'folder'>, stack: StackName) {
  return {
    stack,
    labName: context.lab.name,
    toolchain,
    variables: stack === 'infrastructure' ? { ...hypervisor.terraformVariables, node_image: image.folder } : {},
    wrap: (argv: readonly string[]) => hypervisor.command('lan', argv),
  };
}
