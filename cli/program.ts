import { Command } from 'commander';
import packageJson from '../package.json';
import { breakCommand } from './commands/break';
import { conformanceCommand } from './commands/conformance';
import { diffCommand } from './commands/diff';
import { downCommand } from './commands/down';
import { execCommand } from './commands/exec';
import { exercisesCommand } from './commands/exercises';
import { fixCommand } from './commands/fix';
import { imageCommand } from './commands/image';
import { initCommand } from './commands/init';
import { kubeconfigCommand } from './commands/kubeconfig';
import { kubectlCommand } from './commands/kubectl';
import { listCommand } from './commands/list';
import { planCommand } from './commands/plan';
import { reportCommand } from './commands/report';
import { sshCommand } from './commands/ssh';
import { statusCommand } from './commands/status';
import { testCommand } from './commands/test';
import { upCommand } from './commands/up';
import { verifyCommand } from './commands/verify';
import { type Cli, configOption, labOption } from './lab-command';

/** In the order of `./lab --help`. */
const commands: readonly ((cli: Cli) => Command)[] = [
  initCommand,
  planCommand,
  diffCommand,
  upCommand,
  verifyCommand,
  reportCommand,
  conformanceCommand,
  listCommand,
  statusCommand,
  downCommand,
  execCommand,
  sshCommand,
  kubectlCommand,
  kubeconfigCommand,
  exercisesCommand,
  breakCommand,
  fixCommand,
  imageCommand,
  testCommand,
];

/** The program `lab` with all its commands; nothing runs until it parses words. */
export function labProgram(cli: Cli): Command {
  const program = new Command('lab')
    .description('A real Kubernetes network on virtual machines: build it, prove it, look inside, remove it.')
    .version(packageJson.version)
    .addOption(configOption())
    .addOption(labOption())
    .option('--debug', 'show the whole error with its cause')
    .enablePositionalOptions()
    .exitOverride();
  for (const make of commands) program.addCommand(inheriting(program, make(cli)));
  return program;
}

/** A command that was made by itself has not the settings of the one it is added to: how errors end, above all. */
function inheriting(parent: Command, command: Command): Command {
  for (const inner of command.copyInheritedSettings(parent).commands) inheriting(command, inner);
  return command;
}
