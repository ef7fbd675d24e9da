import { Command, Option } from 'commander';
import { changingLab } from '../operations/changing-lab';
import type { Context } from '../operations/context';
import type { ContextOptions, Surroundings } from '../operations/find-lab';
import type { Find } from './find-by-word';
import { finish, type Outcome } from './outcome';
import { surroundings } from './surroundings';

/** The command line of one process. */
export interface Cli {
  /** Aborted at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** What the command that ran came to. */
  exitStatus: number;
}

/** A command that may be told behind its name, too, which lab is meant. */
export const labCommand = (name: string): Command => new Command(name).addOption(configOption()).addOption(labOption());

/** A command whose words after the first belong to another program. */
export const passingCommand = (name: string): Command => passing(new Command(name));
export const passing = (command: Command): Command => command.passThroughOptions().allowUnknownOption();

export const configOption = (): Option =>
  new Option('-c, --config <file>', 'lab definition (YAML); default: lab.yaml in the working folder, where there is one');
export const labOption = (): Option => new Option('-l, --lab <name>', 'a lab built before, by its name');

/** An action that needs no lab. */
export const action =
  <Arguments extends unknown[]>(cli: Cli, work: (around: Surroundings, ...args: Arguments) => Promise<Outcome>) =>
  async (...args: Arguments): Promise<void> => {
    const around = surroundings(cli.signal);
    cli.exitStatus = finish(await work(around, ...args), around.out);
  };

/** An action on a lab. */
export const labAction =
  <Arguments extends unknown[]>(cli: Cli, find: Find, work: (context: Context, ...args: Arguments) => Promise<Outcome>) =>
  async (...args: Arguments): Promise<void> => {
    const command = args.findLast((argument) => argument instanceof Command)!;
    const options = command.optsWithGlobals<ContextOptions & { output?: string }>();
    const around = surroundings(cli.signal, options.output);
    cli.exitStatus = finish(await work(find(options, around, command), ...args), around.out);
  };

/** An action that changes the lab, one at a time. */
export const changing =
  <Arguments extends unknown[]>(name: string, work: (context: Context, ...args: Arguments) => Promise<Outcome>) =>
  (context: Context, ...args: Arguments): Promise<Outcome> =>
    changingLab(context, name, () => work(context, ...args));
