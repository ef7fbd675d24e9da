import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { labFault, usageFault } from '../host/fault';
import { definitionFile } from '../lib/definition';
import { ensureHostKeys } from './secrets/ssh-keys';
import { type StackName, stackNames } from '../stacks';
import { type Context, runningHypervisor } from './context';
import { builtLab, isSame } from './lab-folder/built-definition';
import { machineChanges, type PlannedChange, plannedChanges } from './terraform/planned-changes';
import { stackRun } from './terraform/stack-run';
import { table } from '../lib/report';
import { synthesize } from './terraform/terraform';
import { prepareLabToolchain } from './terraform/lab-toolchain';

type Differences = Readonly<Record<StackName, readonly PlannedChange[]>>;

/** `./lab diff`: what `up` would do to the running lab, machines first, without doing it. */
export async function diffLab(context: Context, options: { output: string }): Promise<void> {
  if (options.output !== 'table' && options.output !== 'json')
    throw usageFault(`--output ${options.output}: there is no such form`, { remedy: 'use table or json' });
  const built = builtLab(context.lab.name);
  if (!built) throw labFault(`the lab "${context.lab.name}" has not been built`, { remedy: './lab plan shows what it would be' });
  const changes = await differences(context);
  if (options.output === 'json') {
    const machines = machineChanges(context.lab.name, changes.infrastructure);
    context.out(JSON.stringify({ definitionChanged: !isSame(built, context.lab), machines, changes }, null, 2));
    return;
  }
  context.out(describe(context, changes));
}

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

function describe(context: Context, changes: Differences): string {
  const all = stackNames.flatMap((stack) => changes[stack].map((change) => ({ stack, ...change })));
  if (all.length === 0) return 'The lab is as its definition says: nothing to do.';
  const rows = all.map(({ stack, type, name, action }) => [stack, action, kindOf(type), name]);
  return [
    ...describeMachines(context.lab.name, changes.infrastructure),
    '',
    table(['stack', 'action', 'object', 'name'], rows),
  ].join('\n');
}

/** `libvirt_domain` is a machine to everybody but libvirt; `kubernetes_service` a service. */
const kindOf = (type: string): string =>
  type === 'libvirt_domain' ? 'machine' : type.replace(/^(kubernetes|libvirt|kubectl)_/, '').replaceAll('_', ' ');

/** What becomes of the machines, a sentence each; what is lost is said. */
export function describeMachines(labName: string, changes: readonly PlannedChange[]): string[] {
  const { make, change, replace, remove } = machineChanges(labName, changes);
  const sentences: [readonly string[], string][] = [
    [replace, 'rebuilt, with a new disk'],
    [remove, 'removed, with the disk'],
    [make, 'made'],
    [change, 'changed in place'],
  ];
  const said = sentences.filter(([names]) => names.length > 0).map(([names, what]) => `${names.join(', ')}: ${what}`);
  return said.length > 0 ? said : ['No machine is touched.'];
}
