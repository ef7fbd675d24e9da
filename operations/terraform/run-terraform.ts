import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { trimLog } from '../../host/log-file';
import { labStateDir, projectRoot, typescript } from '../../host/paths';
import { keepPrivate } from '../../host/private-folder';
import type { Step } from '../../host/progress';
import { CommandError, run } from '../../host/run';
import { writeJson, writeWhole } from '../../host/state-file';
import type { StackName } from '../../stacks';
import { lockFile, type Toolchain } from '../../build/toolchain';
import { cutState, withoutState } from './without-state';

/** What a stack's Terraform runs need. */
export interface StackRun {
  readonly stack: StackName;
  readonly labName: string;
  /** Where the stacks were synthesized to. */
  readonly folder: string;
  readonly toolchain: Toolchain;
  /** Values of the stack's Terraform variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether Terraform looks at what is there before it changes it. Not needed where all of it is as its state says. Default: true */
  readonly refresh?: boolean;
  /** Wraps a command so that it runs where the lab's network is. */
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

/** Where `./lab` synthesizes a lab's stacks: labs side by side do not write over one another, nor over `npx cdktf synth`. */
export const synthesisFolder = (labName: string): string => labFiles(labStateDir(labName)).synthesis;

const stackFolder = ({ folder, stack }: Pick<StackRun, 'folder' | 'stack'>): string => join(folder, 'stacks', stack);

/** Terraform's state of a stack. */
const stateFile = (labName: string, stack: StackName): string => labFiles(labStateDir(labName)).terraformState(stack);

/** Whether Terraform has anything of this stack. */
export const hasState = (labName: string, stack: StackName): boolean => existsSync(stateFile(labName, stack));

/** Writes the synthesized JSON of every stack, as `npx cdktf synth` does, for a definition file. */
export async function synthesize(definition: string, folder: string): Promise<void> {
  await run(typescript, ['main.ts'], {
    cwd: projectRoot,
    env: { LAB_CONFIG: definition, CDKTF_OUTDIR: folder },
  });
}

/**
 * Objects made at a time. More of them make an emulated API server slower, not faster; and see `attempts` for libvirt's.
 */
export const parallelism = ({ stack }: Pick<StackRun, 'stack'>): string => `-parallelism=${stack === 'infrastructure' ? 1 : 2}`;

export async function applyStack(stackRun: StackRun, step: Step): Promise<void> {
  await initialize(stackRun, step);
  const options = ['-input=false', '-auto-approve', '-no-color', '-compact-warnings'];
  const refresh = stackRun.refresh === false ? ['-refresh=false'] : [];
  await terraform(stackRun, ['apply', ...options, ...refresh, parallelism(stackRun)], step);
}

/** Writes into a file what Terraform would do. Nothing is locked, because nothing is changed. */
export async function planStack(stackRun: StackRun, file: string, step: Step): Promise<void> {
  await initialize(stackRun, step);
  const args = ['plan', '-input=false', '-no-color', '-lock=false', parallelism(stackRun), `-out=${file}`];
  await terraform(stackRun, args, step);
}

/** Makes Terraform ready to work on a stack. The synthesized JSON is the same everywhere; what differs here is given to it. */
export async function initialize(stackRun: StackRun, step: Step): Promise<void> {
  const folder = stackFolder(stackRun);
  mkdirSync(folder, { recursive: true });
  const { terraform: states } = labFiles(labStateDir(stackRun.labName));
  mkdirSync(states, { recursive: true, mode: 0o700 });
  keepPrivate(states);
  writeJson(join(folder, 'lab.auto.tfvars.json'), stackRun.variables);
  const state = `path=${stateFile(stackRun.labName, stackRun.stack)}`;
  const args = ['init', '-input=false', '-no-color', '-reconfigure', `-backend-config=${state}`, ...lockProviders(stackRun)];
  await terraform(stackRun, args, step);
}

/** In registry mode init installs only what has the committed hashes; what the mirror holds was built here. */
function lockProviders(stackRun: StackRun): string[] {
  const { terraform, origin } = stackRun.toolchain;
  if (origin !== 'registry') return [];
  const folder = stackFolder(stackRun);
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as SynthesizedStack;
  writeWhole(join(folder, '.terraform.lock.hcl'), lockFile(terraform.kind, stack.terraform.required_providers));
  return ['-lockfile=readonly'];
}

/** What is read of a stack's synthesized JSON. */
interface SynthesizedStack {
  readonly terraform: { readonly required_providers: Parameters<typeof lockFile>[1] };
}

/**
 * How often Terraform is run before a misread seed disk counts. The provider of the registry may read one as empty; the one that is
 * built here does not (`libvirtStreams` tells why).
 */
const attempts = 5;
const misreadSeed = /error while retrieving remote ISO/;

/** Runs Terraform in a stack's folder. */
export async function terraform(stackRun: StackRun, args: readonly string[], step: Step): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await terraformOnce(stackRun, args, step);
    } catch (error) {
      if (attempt === attempts || !(error instanceof CommandError) || !misreadSeed.test(error.message)) throw error;
      step.detail('a seed disk was misread; looking again');
    }
  }
}

async function terraformOnce(stackRun: StackRun, args: readonly string[], step: Step): Promise<string> {
  const { stack, labName, toolchain, wrap } = stackRun;
  const [file, ...rest] = wrap([toolchain.terraform.binary, ...args]);
  const log = labFiles(labStateDir(labName)).terraformLog(stack);
  trimLog(log);
  const running = run(file!, rest, {
    cwd: stackFolder(stackRun),
    env: { ...toolchain.environment },
    // The state, its copies and a plan hold every secret of the stack.
    umask: 0o077,
    log,
    withheld: withoutState,
    onLine: (line) => {
      const progress = /^\S*?([\w.-]+): (.*(?:complete|ing\.\.\.).*)$/.exec(line);
      if (progress && progress[1] !== 'Warning') step.detail(`${progress[1]}: ${progress[2]!.replace(/ \[id=.*\]/, '')}`);
    },
    // Terraform finishes what it has begun and writes its state before it ends.
    patience: 10 * 60_000,
    finishes: true,
    remedy: `see .lab/${labName}/logs/terraform-${stack}.log; \`./lab up\` continues where it stopped, \`./lab down\` removes everything`,
  });
  return running.then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      // A run that succeeds has kept its state.
      cutState(log);
      throw error;
    },
  );
}
