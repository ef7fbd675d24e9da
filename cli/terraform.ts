import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir, projectRoot } from '../host/paths';
import type { Step } from '../host/progress';
import { run, tryRun } from '../host/run';
import type { Toolchain } from '../toolchain';
import type { StackName } from '../stacks';

/** What a stack's Terraform runs need. */
export interface StackRun {
  readonly stack: StackName;
  readonly labName: string;
  readonly toolchain: Toolchain;
  /** Values of the stack's Terraform variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Wraps a command so that it runs where the lab's network is. */
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

const stackFolder = (stack: StackName): string => join(projectRoot, 'cdktf.out', 'stacks', stack);

const stateFile = (labName: string, stack: StackName): string => join(labStateDir(labName), 'terraform', `${stack}.tfstate`);

/** Whether Terraform has anything of this stack. */
export const hasState = (labName: string, stack: StackName): boolean => existsSync(stateFile(labName, stack));

/** Drops a stack's state: what it made is gone with the machines it was on. */
export function forgetState(labName: string, stack: StackName): void {
  for (const suffix of ['', '.backup']) rmSync(`${stateFile(labName, stack)}${suffix}`, { force: true });
}

/** Writes the synthesized JSON of every stack to cdktf.out, as `npx cdktf synth` does. */
export async function synthesize(configFile: string | undefined): Promise<void> {
  await run(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: projectRoot, env: { LAB_CONFIG: configFile } });
}

/** Objects made at a time. More of them make an emulated API server slower, not faster. */
const parallelism = 4;

export async function applyStack(stackRun: StackRun, step: Step): Promise<void> {
  await initialize(stackRun, step);
  await terraform(
    stackRun,
    ['apply', '-input=false', '-auto-approve', '-no-color', '-compact-warnings', `-parallelism=${parallelism}`],
    step,
  );
}

export async function destroyStack(stackRun: StackRun, step: Step): Promise<void> {
  await initialize(stackRun, step);
  await terraform(stackRun, ['destroy', '-input=false', '-auto-approve', '-no-color', '-compact-warnings'], step);
}

/** What Terraform would change, as it says it; undefined when the stack is as defined. */
export async function plannedChanges(stackRun: StackRun): Promise<string | undefined> {
  const [file, ...args] = stackRun.wrap([
    stackRun.toolchain.terraform.binary,
    'plan',
    '-input=false',
    '-no-color',
    '-detailed-exitcode',
    '-lock=false',
  ]);
  const result = await tryRun(file!, args, { cwd: stackFolder(stackRun.stack), env: { ...stackRun.toolchain.environment } });
  return result.exitCode === 0
    ? undefined
    : `${result.stdout}
${result.stderr}`.trim();
}

async function initialize(stackRun: StackRun, step: Step): Promise<void> {
  const folder = stackFolder(stackRun.stack);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(labStateDir(stackRun.labName), 'terraform'), { recursive: true, mode: 0o700 });
  // Read by every terraform in this folder, so that `npx cdktf diff` sees the same values.
  writeFileSync(join(folder, 'lab.auto.tfvars.json'), `${JSON.stringify(stackRun.variables, null, 2)}\n`, { mode: 0o600 });
  await terraform(stackRun, ['init', '-input=false', '-no-color', '-reconfigure'], step);
}

async function terraform({ stack, labName, toolchain, wrap }: StackRun, args: readonly string[], step: Step): Promise<void> {
  const [file, ...rest] = wrap([toolchain.terraform.binary, ...args]);
  await run(file!, rest, {
    cwd: stackFolder(stack),
    env: { ...toolchain.environment },
    log: join(labStateDir(labName), 'logs', `terraform-${stack}.log`),
    onLine: (line) => {
      const progress = /^\S*?([\w.-]+): (.*(?:complete|ing\.\.\.).*)$/.exec(line);
      if (progress && progress[1] !== 'Warning') step.detail(`${progress[1]}: ${progress[2]!.replace(/ \[id=.*\]/, '')}`);
    },
    // Terraform finishes what it has begun and writes its state before it ends.
    patience: 10 * 60_000,
    remedy: `see .lab/${labName}/logs/terraform-${stack}.log; \`./lab up\` continues where it stopped, \`./lab down\` removes everything`,
  });
}
