import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { labError } from '../host/user-error';
import { definitionFile } from '../lib/definition';
import { ensureHostKeys } from './secrets/ssh-keys';
import { type StackName, stackNames } from '../stacks';
import { namesOf, readIdentity } from '../hypervisor';
import { type Context, runningHypervisor } from './context';
import { operation } from './operation';
import { builtLab, isSame } from './lab-folder/built-definition';
import { type MachineChanges, machineChanges, type PlannedChange, plannedChanges } from './terraform/planned-changes';
import { stackRun } from './terraform/stack-run';
import { synthesize } from './terraform/run-terraform';
import { prepareLabToolchain } from './terraform/lab-toolchain';

type Differences = Readonly<Record<StackName, readonly PlannedChange[]>>;

/** What `up` would do to a lab. */
export interface LabDiff {
  /** Whether the definition is another one than that of the last `up`. */
  readonly definitionChanged: boolean;
  /** Names, by what becomes of them. */
  readonly machines: MachineChanges;
  readonly changes: Differences;
}

/** Finds out what `up` would do to the running lab, machines first, without doing it. */
export const diffLab = operation('diff', async (context: Context): Promise<LabDiff> => {
  const { name } = context.lab;
  const built = builtLab(name);
  if (!built) throw labError(`the lab "${name}" has not been built`, { remedy: './lab plan shows what it would be' });
  const changes = await differences(context);
  const machines = machineChanges(namesOf(context.lab, readIdentity(name)), changes.infrastructure);
  return { definitionChanged: !isSame(built, context.lab), machines, changes };
});

/** Compares every stack with what runs. */
async function differences(context: Context): Promise<Differences> {
  const { progress } = context;
  const hypervisor = await runningHypervisor(context);
  const toolchain = await prepareLabToolchain(context, progress.quiet());
  const image = await context.image();
  // A plan with a machine that comes needs its key; `up` will use the same.
  await ensureHostKeys(context.lab, context.secrets().folder);
  const folder = mkdtempSync(join(context.stateDir, 'diff-'));
  try {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, definitionFile(context.lab));
    await progress.step('Terraform configuration', () => synthesize(file, folder));
    const found: Partial<Record<StackName, readonly PlannedChange[]>> = {};
    for (const stack of stackNames)
      found[stack] = await progress.step(`Stack ${stack}`, (step) =>
        plannedChanges({ ...stackRun(context, hypervisor, toolchain, image, stack), folder }, step),
      );
    return found as Differences;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
