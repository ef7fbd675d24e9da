import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStateDir, projectRoot } from '../host/paths';
import type { Step } from '../host/progress';
import { run } from '../host/run';
import type { StackName } from '../stacks';
import type { Toolchain } from '../toolchain';

/** What a stack's Terraform runs need. */
export interface StackRun {
  readonly stack: StackName;
  readonly labName: string;
  /** Where the stacks were synthesized to. */
  readonly folder: string;
  readonly toolchain: Toolchain;
  /** Values of the stack's Terraform variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Wraps a command so that it runs where the lab's network is. */
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

/** Where `./lab` synthesizes a lab's stacks: labs side by side do not write over one another, nor over `npx cdktf synth`. */
export const synthesisFolder = (labName: string): string => join(labStateDir(labName), 'cdktf.out');

const stackFolder = ({ folder, stack }: Pick<StackRun, 'folder' | 'stack'>): string => join(folder, 'stacks', stack);

const stateFile = (labName: string, stack: StackName): string => join(labStateDir(labName), 'terraform', `${stack}.tfstate`);

/** Whether Terraform has anything of this stack. */
export const hasState = (labName: string, stack: StackName): boolean => existsSync(stateFile(labName, stack));

/** Drops a stack's state: what it made is gone with the machines it was on. */
export function forgetState(labName: string, stack: StackName): void {
  for (const suffix of ['', '.backup']) rmSync(`${stateFile(labName, stack)}${suffix}`, { force: true });
}

/** Writes the synthesized JSON of every stack, as `npx cdktf synth` does, for a definition file. */
export async function synthesize(definition: string, folder: string): Promise<void> {
  await run(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: projectRoot,
    env: { LAB_CONFIG: definition, CDKTF_OUTDIR: folder },
  });
}

/** Objects made at a time. More of them make an emulated API server slower, not faster. */
const parallelism = 2;

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

/** Makes Terraform ready to work on a stack. The synthesized JSON is the same everywhere; what differs here is given to it. */
export async function initialize(stackRun: StackRun, step: Step): Promise<void> {
  const folder = stackFolder(stackRun);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(labStateDir(stackRun.labName), 'terraform'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'lab.auto.tfvars.json'), `${JSON.stringify(stackRun.variables, null, 2)}\n`, { mode: 0o600 });
  const state = `path=${stateFile(stackRun.labName, stackRun.stack)}`;
  await terraform(stackRun, ['init', '-input=false', '-no-color', '-reconfigure', `-backend-config=${state}`], step);
}

/** Runs Terraform in a stack's folder. */
export async function terraform(stackRun: StackRun, args: readonly string[], step: Step): Promise<string> {
  const { stack, labName, toolchain, wrap } = stackRun;
  const [file, ...rest] = wrap([toolchain.terraform.binary, ...args]);
  const { stdout } = await run(file!, rest, {
    cwd: stackFolder(stackRun),
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
  return stdout;
}
