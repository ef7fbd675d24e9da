import type { Argument, Command, Option } from 'commander';

/** What may stand in a place of a command line. */
export type CompletionValue =
  | { readonly kind: 'none' }
  /** Something that a shell cannot know. */
  | { readonly kind: 'any' }
  | { readonly kind: 'file' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface CompletionOption {
  /** `--config` and, where there is one, `-c`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: CompletionValue;
  /** Whether the value is a word of its own that must follow. */
  readonly isRequired: boolean;
}

/** A command as a shell offers it. */
export interface CompletionCommand {
  /** The words from the program to it: `['image', 'build']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly CompletionOption[];
  /** Its first argument. */
  readonly argument: CompletionValue;
  /** Whether words after its arguments belong to another program. */
  readonly passes: boolean;
  readonly commands: readonly CompletionCommand[];
}

/** The commands, from the definitions that the program itself has (https://github.com/tj/commander.js). */
export function completionTree(command: Command, path: readonly string[] = []): CompletionCommand {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter(({ name }) => name.length > 0);
  return {
    path,
    description: command.description(),
    options: help.visibleOptions(command).map(optionOf),
    argument: argumentOf(command.registeredArguments[0]),
    passes: (command as unknown as { _passThroughOptions?: boolean })._passThroughOptions === true,
    commands: commands.map((each) => completionTree(each, [...path, each.name()])),
  };
}

/** The command and all below it. */
export const allCommands = (tree: CompletionCommand): readonly CompletionCommand[] => [
  tree,
  ...tree.commands.flatMap(allCommands),
];

function optionOf(option: Option): CompletionOption {
  return {
    flags: [option.long, option.short].filter((flag) => flag !== undefined),
    description: option.description,
    value: option.isBoolean() ? { kind: 'none' } : valueOf(option.argChoices, /[<[](\w+)/.exec(option.flags)?.[1]),
    isRequired: option.required,
  };
}

const argumentOf = (argument: Argument | undefined): CompletionValue =>
  argument ? valueOf(argument.argChoices, argument.name()) : { kind: 'none' };

function valueOf(choices: readonly string[] | undefined, name: string | undefined): CompletionValue {
  if (choices) return { kind: 'words', words: choices };
  return ['file', 'folder'].includes(name ?? '') ? { kind: 'file' } : { kind: 'any' };
}
