import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../host/progress';
import { run } from '../../host/run';
import type { ObjectNames } from '../../lib/model';
import { planStack, type StackRun } from './run-terraform';

/** One thing Terraform would do. */
export interface PlannedChange {
  /** In Terraform's words: `libvirt_domain`, `kubernetes_service`. */
  readonly type: string;
  /** The name it has at libvirt or in Kubernetes. */
  readonly name: string;
  readonly action: 'make' | 'change' | 'replace' | 'remove';
}

/** The parts of `terraform show -json` that are read (https://developer.hashicorp.com/terraform/internals/json-format). */
interface Plan {
  readonly resource_changes?: readonly {
    readonly address?: string;
    readonly type: string;
    readonly name: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Attributes | null;
      readonly after: Attributes | null;
    };
  }[];
}
type Attributes = {
  readonly name?: unknown;
  readonly metadata?: readonly { readonly name?: unknown; readonly namespace?: unknown }[];
};

/** An object of the cluster that Terraform would make. */
export interface ObjectToMake {
  /** Its address in Terraform. */
  readonly address: string;
  /** As kubectl takes it: `statefulset`. */
  readonly kind: string;
  readonly name: string;
  /** Missing for objects of no namespace. */
  readonly namespace?: string;
}

/** What Terraform would do to bring a stack to its definition; nothing when it is so already. */
export const plannedChanges = async (stackRun: StackRun, step: Step): Promise<PlannedChange[]> =>
  changesIn(await plan(stackRun, step));

/** The objects of the cluster that Terraform would make because it knows of none. */
export const plannedObjects = async (stackRun: StackRun, step: Step): Promise<ObjectToMake[]> =>
  objectsToMake(await plan(stackRun, step));

async function plan(stackRun: StackRun, step: Step): Promise<Plan> {
  const folder = join(stackRun.folder, 'stacks', stackRun.stack);
  // It holds the secrets that went into the stack.
  const file = join(folder, 'planned');
  try {
    await planStack(stackRun, file, step);
    const { binary } = stackRun.toolchain.terraform;
    const shown = await run(binary, ['show', '-json', file], { cwd: folder, env: { ...stackRun.toolchain.environment } });
    return JSON.parse(shown.stdout) as Plan;
  } finally {
    rmSync(file, { force: true });
  }
}

/** Reads a plan in JSON. */
export function changesIn(plan: Plan): PlannedChange[] {
  return (plan.resource_changes ?? []).flatMap(({ type, name, change }) => {
    const action = actionOf(change.actions);
    const attributes = change.after ?? change.before;
    const shown = attributes?.name ?? attributes?.metadata?.[0]?.name ?? name;
    return action ? [{ type, name: String(shown), action }] : [];
  });
}

/** Reads a plan in JSON. What the kubectl provider makes is left out: it applies, so that an object may be there already. */
export function objectsToMake(plan: Plan): ObjectToMake[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    const metadata = change.after?.metadata?.[0];
    if (!address || !type.startsWith('kubernetes_') || actionOf(change.actions) !== 'make' || !metadata?.name) return [];
    const kind = type.slice('kubernetes_'.length).replaceAll('_', '');
    const namespace = metadata.namespace ? { namespace: String(metadata.namespace) } : {};
    return [{ address, kind, name: String(metadata.name), ...namespace }];
  });
}

function actionOf(actions: readonly string[]): PlannedChange['action'] | undefined {
  if (actions.includes('create') && actions.includes('delete')) return 'replace';
  if (actions.includes('create')) return 'make';
  if (actions.includes('delete')) return 'remove';
  return actions.includes('update') ? 'change' : undefined;
}

/** The lab's machines, by what happens to them. */
export type MachineChanges = Readonly<Record<PlannedChange['action'], readonly string[]>>;

/** What becomes of the lab's machines. @param names how they are called at libvirt */
export function machineChanges({ machineOf }: Pick<ObjectNames, 'machineOf'>, changes: readonly PlannedChange[]): MachineChanges {
  const named = (action: PlannedChange['action']) =>
    changes
      .filter((change) => change.type === 'libvirt_domain' && change.action === action)
      .map(({ name }) => machineOf(name) ?? name)
      .sort();
  return { make: named('make'), change: named('change'), replace: named('replace'), remove: named('remove') };
}
