import { allCommands, type CompletionCommand, type CompletionValue } from './completion-tree';

/** A script that fish reads to complete `lab` and every path of that name (https://fishshell.com/docs/current/completions.html). */
export function fishCompletion(tree: CompletionCommand): string {
  const all = allCommands(tree);
  const required = all.flatMap(({ path, options }) =>
    options.filter(({ isRequired }) => isRequired).flatMap(({ flags }) => flags.map((flag) => `'${at(path)} ${flag}'`)),
  );
  const passing = all.filter(({ passes }) => passes).map(({ path }) => `'${at(path)}'`);
  return `# Completes the words of ./lab. In ~/.config/fish/config.fish: /path/of/lab completion fish | source
# Says by its exit status whether the command of the line so far is the one named, and takes words of its own.
function __lab_at
  set -l at ''
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1
      set skip 0
      continue
    end
    switch "$at $word"
      case ${required.join(' ') || "''"}
        set skip 1
${all
  .flatMap(({ commands }) => commands)
  .map(({ path }) => `      case '${at(path.slice(0, -1))} ${path.at(-1)}'\n        set at '${at(path)}'`)
  .join('\n')}
      case '* -*'
      case '*'
        contains -- "$at" ${passing.join(' ')}; and return 1
    end
  end
  test "$at" = "$argv[1]"
end
complete -c lab -e
complete -c lab -f
${all.flatMap(offers).join('\n')}
`;
}

const at = (path: readonly string[]): string => path.join('/');

function offers({ path, commands, options, argument }: CompletionCommand): string[] {
  const here = `complete -c lab -n '__lab_at "${at(path)}"'`;
  return [
    ...commands.map((command) => `${here} -a ${command.path.at(-1)} -d ${quoted(command.description)}`),
    ...(argument.kind === 'words' ? [`${here} -a ${quoted(argument.words.join(' '))}`] : []),
    ...(argument.kind === 'file' ? [`${here} -F`] : []),
    ...options.map(({ flags, description, value, isRequired }) => {
      const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      return `${here} ${names.join(' ')}${valueWords(value, isRequired)} -d ${quoted(description)}`;
    }),
  ];
}

function valueWords(value: CompletionValue, isRequired: boolean): string {
  if (value.kind === 'words') return ` -x -a ${quoted(value.words.join(' '))}`;
  if (value.kind === 'file') return ' -r -F';
  return value.kind === 'any' && isRequired ? ' -x' : '';
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
