import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../host/debian-packages';
import { labFiles } from '../host/lab-files';
import { cacheDir } from '../host/paths';
import { formatDuration, type Step } from '../host/progress';
import {
  domainType,
  ensureIdentity,
  explainAppArmor,
  type Hypervisor,
  systemDomainType,
  terraformKnowledge,
} from '../hypervisor';
import { goPrograms } from '../build/image/go-programs';
import { type NodeImage } from '../build/image/node-image';
import { type Lab, warnings } from '../lib/model';
import { ensureSecrets } from './secrets/lab-secrets';
import type { StackName } from '../stacks';
import type { Toolchain } from '../build/toolchain';
import { admission } from './cluster/admit-nodes';
import { applyToCluster } from './cluster/apply-to-cluster';
import { waitForNodes, waitForPods } from './cluster/cluster';
import { lastConsoleLine } from './console';
import type { Context } from './context';
import { builtFile, rememberDefinition } from './lab-folder/built-definition';
import { rememberInventory } from './lab-folder/first-inventory';
import { endJoinToken } from './cluster/join-token';
import { noteLeavingNodes } from './cluster/left-nodes';
import { checkBeforehand, packagesFor } from './check-host';
import { plannedChanges } from './terraform/planned-changes';
import { finishRemoval } from './finish-removal';
import { repairLeftovers } from './repair-leftovers';
import { stackRun } from './terraform/stack-run';
import { applyStack, hasState, stateFile, synthesisFolder, synthesize } from './terraform/terraform';
import { rememberTimings } from './lab-folder/timings';
import { prepareLabToolchain } from './terraform/lab-toolchain';
import { describeMachines } from './diff';

/** Seconds. An emulated cluster on a slow hour needs a third of these; they end as soon as the condition is true. */
const bootDeadline = 45 * 60;
const workloadsDeadline = 30 * 60;

/** Builds the lab, or brings it up to its definition. Every step finds out what is there already. */
export async function up(context: Context): Promise<void> {
  const { lab, progress } = context;
  await finishRemoval(context);
  for (const warning of warnings(lab)) progress.note(`warning: ${warning}`);
  const chosen = await context.hypervisor();
  await installPackages(packagesFor(chosen), progress);
  await progress.step('Checks before anything is changed', () => checkBeforehand(context, chosen));
  mkdirSync(labFiles(context.stateDir).logs, { recursive: true, mode: 0o700 });
  await progress.step('Inventory of this machine', () => rememberInventory(context, chosen));
  ensureIdentity(lab.name);
  const toolchain = await prepareLabToolchain(context);
  await progress.step('Programs for this machine', (step) => hostPrograms(step));
  const image = await context.image();
  await progress.step('Secrets of this lab', () => ensureSecrets(lab, context.stateDir));
  rememberDefinition(lab);
  await progress.step('Terraform configuration', () => synthesize(builtFile(lab.name), synthesisFolder(lab.name)));
  const hypervisor = await progress.step('Hardware virtualization', (step) => withDomainType(context, chosen, image, step));
  await hypervisor.start(progress);
  await hypervisor.removeUnknown(terraformKnowledge(stateFile(lab.name, 'infrastructure')), (name) =>
    progress.note(`${name} was made by an interrupted run and is made anew`),
  );

  const apply = (stack: StackName, how = applyStack) =>
    progress.step(`Stack ${stack}`, (step) => how(stackRun(context, hypervisor, toolchain, image, stack), step));
  const applyInCluster = (stack: StackName) => apply(stack, (run, step) => applyToCluster(context, run, step));
  if (hasState(lab.name, 'infrastructure')) await announceRebuilds(context, hypervisor, toolchain, image);
  await explainAppArmor(hypervisor.terraformVariables.storage_path!, () => apply('infrastructure'));
  await hypervisor.connectClients();
  await progress.step('Cluster', (step) =>
    waitForNodes(context, {
      deadline: bootDeadline,
      boot: () => lastConsoleLine(hypervisor, lab.controlPlane.name),
      halted: () => hypervisor.halted(),
      admit: admission(context, hypervisor),
      onObservation: (text) => step.detail(text),
    }),
  );
  await repairLeftovers(context);
  if (!hasState(lab.name, 'services')) {
    // What the cluster itself begins with keeps an emulated machine busy: the lab's own objects come after it, not beside it.
    await progress.step('Pods of the cluster itself', (step) =>
      waitForPods(context, { deadline: workloadsDeadline, onObservation: (text) => step.detail(text) }),
    );
  }
  await applyInCluster('platform');
  await applyInCluster('services');
  await progress.step('Workloads', (step) =>
    waitForPods(context, { deadline: workloadsDeadline, onObservation: (text) => step.detail(text) }),
  );
  await endJoinToken(context);
  rememberTimings(context);
  context.out(summary(context));
}

/** kubectl and the simulated internet's name server; both are built with the image's programs. */
async function hostPrograms(step: Step): Promise<void> {
  await goPrograms('kubernetes', step.detail);
  await goPrograms('coredns', step.detail);
}

/** Finds out, once, whether guests get hardware virtualization. */
async function withDomainType(context: Context, chosen: Hypervisor, image: NodeImage, step: Step): Promise<Hypervisor> {
  const found =
    chosen.kind === 'system'
      ? await systemDomainType(chosen.uri, { lab: context.lab, identity: ensureIdentity(context.lab.name) })
      : await domainType(image.kernel, image.initrd, join(cacheDir(), 'hypervisor'), context.lab.hypervisor.acceleration);
  step.detail(found === 'kvm' ? 'KVM' : 'software emulation');
  return context.hypervisor({ domainType: found });
}

/** Says what happens to machines that are there, before it happens. */
async function announceRebuilds(context: Context, hypervisor: Hypervisor, toolchain: Toolchain, image: NodeImage): Promise<void> {
  const { lab, progress } = context;
  const changes = await progress.step('Changes to the machines', (step) =>
    plannedChanges(stackRun(context, hypervisor, toolchain, image, 'infrastructure'), step),
  );
  for (const sentence of describeMachines(lab.name, changes)) progress.note(sentence);
  await noteLeavingNodes(context, hypervisor, changes);
}

/** What the user has now, and what to try. */
function summary({ lab, progress }: Context): string {
  return [
    '',
    `The lab "${lab.name}" runs: ${lab.workers.length + 1} nodes and a name server on ${lab.network.cidr}.`,
    '',
    ...whatToTry(lab),
    '',
    ...progress.timings.map(({ title, milliseconds }) => `  ${formatDuration(milliseconds).padStart(12)}  ${title}`),
  ].join('\n');
}

function whatToTry(lab: Lab): string[] {
  const published = lab.services.flatMap((service) =>
    service.type === 'LoadBalancer' ? [[`exec --from outside -- curl http://${service.address}/`, 'as an outsider']] : [],
  );
  const commands = [
    ['verify', 'prove every claim'],
    ['kubectl get services -o wide', 'the Services'],
    ...published.slice(0, 1),
    [`ssh ${lab.workers[0]!.name} -- ip route`, 'the pod network in a routing table'],
    ['down', 'remove everything'],
  ];
  const width = Math.max(...commands.map(([command]) => command!.length));
  return commands.map(([command, what]) => `  ./lab ${command!.padEnd(width)}  ${what}`);
}
