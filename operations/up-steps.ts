import { mkdirSync } from 'node:fs';
import { goPrograms } from '../build/image/go-programs';
import type { NodeImage } from '../build/image/node-image';
import type { Toolchain } from '../build/toolchain';
import { installPackages } from '../host/debian-packages';
import { labFiles } from '../host/lab-files';
import { accelerationOf, ensureIdentity, explainAppArmor, type Hypervisor, terraformKnowledge } from '../hypervisor';
import type { StackName } from '../stacks';
import { announceRebuilds } from './announce-rebuilds';
import { checkBeforehand, packagesFor } from './check-host';
import { admission } from './cluster/admit-nodes';
import { applyToCluster } from './cluster/apply-to-cluster';
import { waitForNodes, waitForPods } from './cluster/cluster';
import { endJoinToken } from './cluster/join-token';
import { lastConsoleLine } from './console';
import type { Context } from './context';
import { findDomainType } from './domain-type';
import { finishRemoval } from './finish-removal';
import { builtFile, rememberDefinition } from './lab-folder/built-definition';
import { rememberInventory } from './lab-folder/first-inventory';
import { begunRemoval } from './lab-folder/removal';
import { repairLeftovers } from './repair-leftovers';
import { ensureSecrets } from './secrets/lab-secrets';
import type { OperationStep } from './steps';
import { prepareLabToolchain } from './terraform/lab-toolchain';
import { stackRun } from './terraform/stack-run';
import { applyStack, hasState, stateFile, synthesisFolder, synthesize } from './terraform/terraform';

/** Seconds. An emulated cluster on a slow hour needs a third of these; they end as soon as the condition is true. */
const bootDeadline = 45 * 60;
const workloadsDeadline = 30 * 60;

/** What `up` knows from its first step to its last; steps fill it in. */
export interface Building {
  readonly context: Context;
  /** Found by `packages`; found again by `acceleration`, with its domain type. */
  hypervisor?: Hypervisor;
  /** Found by `toolchain`. */
  toolchain?: Toolchain;
  /** Found by `image`. */
  image?: NodeImage;
}

type UpStep = OperationStep<Building>;

/** Everything `up` does. Every step finds out what is there already. */
export const upSteps: readonly UpStep[] = [
  {
    name: 'removal',
    title: 'Rest of a removal',
    when: ({ context }) => begunRemoval(context.stateDir) !== undefined,
    run: ({ context }) => finishRemoval(context),
  },
  {
    name: 'packages',
    title: 'Debian packages',
    run: async (state) => {
      state.hypervisor = await state.context.hypervisor();
      await installPackages(packagesFor(state.hypervisor), state.context.progress);
    },
  },
  {
    name: 'checks',
    title: 'Checks before anything is changed',
    run: ({ context, hypervisor }) => checkBeforehand(context, hypervisor!),
  },
  {
    name: 'inventory',
    title: 'Inventory of this machine',
    run: async ({ context, hypervisor }) => {
      mkdirSync(labFiles(context.stateDir).logs, { recursive: true, mode: 0o700 });
      await rememberInventory(context, hypervisor!);
      ensureIdentity(context.lab.name);
    },
  },
  {
    name: 'toolchain',
    title: 'Terraform and its providers',
    run: async (state) => (state.toolchain = await prepareLabToolchain(state.context)),
  },
  {
    name: 'programs',
    title: 'Programs for this machine',
    // kubectl and the simulated internet's name server; both are built with the image's programs.
    run: async (_state, step) => {
      await goPrograms('kubernetes', step.detail);
      await goPrograms('coredns', step.detail);
    },
  },
  { name: 'image', title: 'Node image', run: async (state) => (state.image = await state.context.image()) },
  {
    name: 'secrets',
    title: 'Secrets of this lab',
    run: async ({ context: { lab, stateDir } }) => {
      await ensureSecrets(lab, stateDir);
      rememberDefinition(lab);
    },
  },
  {
    name: 'synthesis',
    title: 'Terraform configuration',
    run: ({ context: { lab } }) => synthesize(builtFile(lab.name), synthesisFolder(lab.name)),
  },
  {
    name: 'acceleration',
    title: 'Acceleration: kvm or emulation',
    run: async (state, step) => {
      const domainType = await findDomainType(state.context.lab, state.hypervisor!, state.image!);
      step.detail(accelerationOf(domainType));
      state.hypervisor = await state.context.hypervisor({ domainType });
    },
  },
  {
    name: 'hypervisor',
    title: 'Network and libvirt',
    run: async ({ context: { lab, progress }, hypervisor }) => {
      await hypervisor!.start(progress);
      await hypervisor!.removeUnknown(terraformKnowledge(stateFile(lab.name, 'infrastructure')), (name) =>
        progress.note(`${name} was made by an interrupted run and is made anew`),
      );
    },
  },
  {
    name: 'changes',
    title: 'Changes to the machines',
    when: ({ context }) => hasState(context.lab.name, 'infrastructure'),
    run: (state, step) => announceRebuilds(state.context, state.hypervisor!, runOf(state, 'infrastructure'), step),
  },
  {
    name: 'infrastructure',
    title: 'Stack infrastructure',
    run: async (state, step) => {
      await explainAppArmor(state.hypervisor!.storagePath, () => applyStack(runOf(state, 'infrastructure'), step));
      await state.hypervisor!.connectClients();
    },
  },
  {
    name: 'cluster',
    title: 'Cluster',
    run: ({ context, hypervisor }, step) =>
      waitForNodes(context, {
        deadline: bootDeadline,
        boot: () => lastConsoleLine(hypervisor!, context.lab.controlPlane.name),
        halted: () => hypervisor!.halted(),
        admit: admission(context, hypervisor!),
        onObservation: step.detail,
      }),
  },
  { name: 'repair', title: 'What earlier commands left changed', run: ({ context }) => repairLeftovers(context) },
  {
    // What the cluster itself begins with keeps an emulated machine busy: the lab's own objects come after it, not beside it.
    name: 'cluster-pods',
    title: 'Pods of the cluster itself',
    when: ({ context }) => !hasState(context.lab.name, 'services'),
    run: ({ context }, step) => waitForPods(context, { deadline: workloadsDeadline, onObservation: step.detail }),
  },
  clusterStack('platform'),
  clusterStack('services'),
  {
    name: 'workloads',
    title: 'Workloads',
    run: ({ context }, step) => waitForPods(context, { deadline: workloadsDeadline, onObservation: step.detail }),
  },
  { name: 'join-token', title: 'End of the token to join', run: ({ context }) => endJoinToken(context) },
];

/** A stack whose objects live in the cluster. */
function clusterStack(stack: StackName): UpStep {
  return {
    name: stack,
    title: `Stack ${stack}`,
    run: (state, step) => applyToCluster(state.context, runOf(state, stack), step),
  };
}

const runOf = ({ context, hypervisor, toolchain, image }: Building, stack: StackName) =>
  stackRun(context, hypervisor!, toolchain!, image!, stack);
