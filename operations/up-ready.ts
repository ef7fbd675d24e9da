import type { Step } from '../host/progress';
import { UserError } from '../host/user-error';
import { renewRandom } from './checkpoint/renew-random';
import { OpenChanges } from './lab-folder/open-changes';
import { adoptReady, cloneReady, dropReady, findReady } from './ready/begin-from-ready';
import { makeReady } from './ready/make-ready';
import { readyKey, readyMachine } from './ready/ready-key';
import { readyStore } from './ready/ready-store';
import { hasState } from './terraform/run-terraform';
import type { Building, UpStep } from './up-building';

/** Finds the ready lab that fits, and puts its disks and secrets in place before anything of this lab runs. */
export async function lookForReady(state: Building, step: Step): Promise<void> {
  const { context, image, hypervisor, toolchain } = state;
  const { lab, progress } = context;
  const domainType = hypervisor!.domainType;
  state.readyKey = readyKey(lab, { image: image!, domainType, providers: toolchain!.origin, ...(await readyMachine()) });
  if (!state.readyLabs!.begin || hasState(lab.name, 'infrastructure')) return;
  state.ready = await findReady(context, state.readyKey);
  if (!state.ready) return step.detail('there is none for this definition');
  // Terraform knows of nothing: what an interrupted run may have begun is not worth keeping.
  await hypervisor!.stop(progress.quiet());
  await adoptReady(context, hypervisor!, state.ready);
  state.hypervisor = await context.hypervisor({ domainType });
}

/** Makes the machines from the ready lab. Where that fails, the lab is built from nothing. */
export async function beginWithReady(state: Building, step: Step): Promise<void> {
  const { context, hypervisor, ready } = state;
  const { progress } = context;
  try {
    step.detail(`as they were at ${ready!.manifest.takenAt}`);
    await cloneReady(context, hypervisor!, ready!);
    await hypervisor!.connectClients();
    step.detail('new random numbers');
    await renewRandom(context, hypervisor!);
  } catch (error) {
    if (!(error instanceof UserError) || context.signal.aborted) throw error;
    progress.warn(`the ready lab cannot be used, and this one is built anew: ${error.message}`);
    await dropReady(context, hypervisor!);
    state.ready = undefined;
    state.hypervisor = await context.hypervisor({ domainType: hypervisor!.domainType });
    await state.hypervisor.start(progress);
  }
}

/** What a lab that was built leaves for those that come after it. */
export const readySteps: readonly UpStep[] = [
  {
    name: 'keep-ready',
    title: 'A ready lab for others to begin with',
    when: (state) => isWorthKeeping(state),
    run: async ({ context, hypervisor, image, readyKey: key }, step) => {
      try {
        await makeReady(context, hypervisor!, { key: key!, image: image! }, step);
      } catch (error) {
        // The lab itself is built.
        if (!(error instanceof UserError) || context.signal.aborted) throw error;
        context.progress.warn(`the lab runs, and is not kept ready for others to begin with: ${error.message}`);
      }
    },
  },
];

/** A lab that began with a ready one has disks that are not whole without it; one that is broken on purpose is no beginning. */
function isWorthKeeping({ readyLabs, readyKey: key, context, hypervisor }: Building): boolean {
  if (!readyLabs?.keep || key === undefined || hypervisor!.identity?.origin) return false;
  if (new OpenChanges(context).all().length > 0) return false;
  return !readyStore()
    .list()
    .some(({ name }) => name === key);
}
