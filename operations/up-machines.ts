import { accelerationOf, explainAppArmor } from '../hypervisor';
import { announceRebuilds } from './announce-rebuilds';
import { noteBoot } from './cluster/boots';
import { waitForKernels } from './cluster/wait-for-kernels';
import { mendOrGoOn } from './checkpoint/mend-machines';
import { findDomainType } from './domain-type';
import { applyStack, hasState } from './terraform/run-terraform';
import { writeForCdktf } from './terraform/for-cdktf';
import { runOf, type UpStep } from './up-building';
import { beginWithReady, lookForReady } from './up-ready';

/** From the acceleration to a hypervisor that runs. */
export const hypervisorSteps: readonly UpStep[] = [
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
    name: 'ready-lab',
    title: 'A ready lab to begin with',
    when: ({ readyLabs, hypervisor }) => readyLabs !== undefined && hypervisor!.states !== undefined,
    run: lookForReady,
  },
  {
    name: 'hypervisor',
    title: 'Network and libvirt',
    run: async ({ context, hypervisor }) => {
      const { progress } = context;
      const start = () => hypervisor!.start(progress, (machine) => noteBoot(context, machine));
      await start();
      await mendOrGoOn(context, hypervisor!, start);
      await hypervisor!.removeUnknown((name) => progress.note(`${name} was made by an interrupted run and is made anew`));
    },
  },
  {
    name: 'clone',
    title: 'Machines of the ready lab',
    when: ({ ready }) => ready !== undefined,
    run: beginWithReady,
  },
  {
    name: 'cdktf',
    title: 'Settings for plain cdktf',
    run: async ({ context, hypervisor, toolchain, image }) => writeForCdktf(context, hypervisor!, toolchain!, image!),
  },
];

/** Machines that Terraform has made. */
export const machineSteps: readonly UpStep[] = [
  {
    name: 'changes',
    title: 'Changes to the machines',
    when: ({ context, ready }) => ready === undefined && hasState(context.lab.name, 'infrastructure'),
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
    name: 'kernels',
    title: 'Kernels of the machines',
    run: ({ context, hypervisor }, step) => waitForKernels(hypervisor!, context.progress, step.detail),
  },
];
