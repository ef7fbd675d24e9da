import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { cleanEnvironment, noProxy } from '../host/clean-environment';
import { environmentError, usageError } from '../host/user-error';
import { labFiles } from '../host/lab-files';
import { labStateDir } from '../host/paths';
import type { VantagePoint } from '../hypervisor';
import { machines } from '../lib/model';
import { type Context, kubectlCommand, runningHypervisor } from './context';
import { builtFile } from './lab-folder/built-definition';
import { sshCommand } from './live-probe/ssh-command';
import { prepareLabToolchain } from './terraform/lab-toolchain';

/** `./lab exec`: runs a command on the lab's network, or as an outsider. Its exit status becomes ours. */
export async function exec(context: Context, from: string, argv: readonly string[]): Promise<number> {
  if (!isVantagePoint(from))
    throw usageError(`--from ${from}: there is no such place`, { remedy: 'use lan, outside or gateway' });
  const hypervisor = await runningHypervisor(context);
  return attach(hypervisor.command(from, argv), {
    ...(await toolEnvironment(context)),
    KUBECONFIG: context.secrets().kubeconfig,
  });
}

/** `./lab kubectl`. */
export async function kubectl(context: Context, args: readonly string[]): Promise<number> {
  await runningHypervisor(context);
  return attach(await kubectlCommand(context, args));
}

/** `./lab ssh MACHINE [--] COMMAND`. */
export async function ssh(context: Context, name: string, command: readonly string[]): Promise<number> {
  const machine = machines(context.lab).find((candidate) => candidate.name === name);
  if (!machine) {
    throw usageError(`there is no machine ${name}`, {
      remedy: `the machines are ${machines(context.lab)
        .map((candidate) => candidate.name)
        .join(', ')}`,
    });
  }
  const hypervisor = await runningHypervisor(context);
  // ssh has had its own `--` before the address, so a second one would become a word of the command.
  const words = command[0] === '--' ? command.slice(1) : command;
  // Students are root on the machines; the user's own keys are of no use there.
  return attach(hypervisor.command('lan', [...sshCommand(context.secrets(), String(machine.address)), ...words]), {
    SSH_AUTH_SOCK: undefined,
  });
}

const isVantagePoint = (text: string): text is VantagePoint => ['lan', 'outside', 'gateway'].includes(text);

/** What `npx cdktf` and `terraform` need to work on the lab by hand. */
async function toolEnvironment(context: Context): Promise<NodeJS.ProcessEnv> {
  const toolchain = await prepareLabToolchain(context, context.progress.quiet());
  return { ...toolchain.environment, ...terraformVariables(context.lab.name), LAB_CONFIG: builtFile(context.lab.name) };
}

/** The values `up` gave Terraform, in the form it takes from the environment; those a stack does not know are ignored. */
function terraformVariables(labName: string): NodeJS.ProcessEnv {
  const file = labFiles(labStateDir(labName)).terraformVariables('infrastructure');
  if (!existsSync(file)) return {};
  const values = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`TF_VAR_${name}`, value]));
}

/** Gives the terminal to a command and returns its exit status. */
function attach(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const [file, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(file!, args, { stdio: 'inherit', env: { ...cleanEnvironment(), ...noProxy, ...env } });
    child.on('error', (cause) => reject(environmentError(`${file} could not be started: ${cause.message}`, { cause })));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
