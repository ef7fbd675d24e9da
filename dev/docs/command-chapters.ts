import type { Argument, Command, Option } from 'commander';
import { toMarkdownTable } from './markdown-table';

/** A chapter for each command, from the definitions that the program itself has (https://github.com/tj/commander.js). */
export function commandChapters(program: Command): string {
  const options = optionsTable(program.options);
  return [`## Options of every command\n\n${options}`, ...visible(program).map((command) => chapter(command))].join('\n\n');
}

/** Commands in the order in which help shows them; those that hold others by their full names. */
function visible(program: Command): readonly Command[] {
  return program.commands.flatMap((command) => (command.commands.length > 0 ? visible(command) : [command]));
}

function chapter(command: Command): string {
  const parts = [
    `## ${nameOf(command)}`,
    sentence(command.description()),
    `\`\`\`\n./lab ${nameOf(command)} ${usage(command)}\n\`\`\``,
  ];
  const described = command.registeredArguments.filter(({ description }) => description);
  if (described.length > 0) parts.push(toMarkdownTable(['argument', 'meaning', 'default'], described.map(argumentRow)));
  const own = command.options.filter(({ long }) => !['--config', '--lab'].includes(long ?? ''));
  if (own.length > 0) parts.push(optionsTable(own));
  return parts.join('\n\n').replaceAll(' \n```', '\n```');
}

/** `image build` of a command below another. */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

function usage(command: Command): string {
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.options.length > 0 ? '[options]' : '', ...words].filter(Boolean).join(' ');
}

const argumentRow = (argument: Argument): readonly string[] => [
  `\`${argument.name()}\``,
  argument.description,
  valueOf(argument.defaultValue),
];

const optionsTable = (options: readonly Option[]): string =>
  toMarkdownTable(
    ['option', 'meaning', 'default'],
    options.map((option) => [
      `\`${option.flags}\``,
      [option.description, option.argChoices && `one of: ${option.argChoices.join(', ')}`].filter(Boolean).join('; '),
      valueOf(option.defaultValue),
    ]),
  );

const valueOf = (value: unknown): string => (value === undefined ? '' : `\`${String(value)}\``);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
