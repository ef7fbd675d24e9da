import { Command } from 'commander';
import packageJson from '../package.json';
import { commands } from './commands';
import { type Cli, configOption, labOption } from './lab-command';

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
