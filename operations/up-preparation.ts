import { mkdirSync } from 'node:fs';
import { goPrograms } from '../build/image/go-programs';
import { installPackages } from '../host/debian-packages';
import { labFiles } from '../host/lab-files';
import { ensureIdentity } from '../hypervisor';
import { checkBeforehand, packagesFor } from './check-host';
import { finishRemoval } from './finish-removal';
import { builtFile, rememberDefinition } from './lab-folder/built-definition';
import { rememberInventory } from './lab-folder/first-inventory';
import { begunRemoval } from './lab-folder/removal';
import { ensureSecrets } from './secrets/lab-secrets';
import { prepareLabToolchain } from './terraform/lab-toolchain';
import { synthesisFolder, synthesize } from './terraform/run-terraform';
import type { UpStep } from './up-building';

/** Everything that is got ready before a machine runs. The first steps change nothing of this machine. */
export const preparation: readonly UpStep[] = [
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
];
