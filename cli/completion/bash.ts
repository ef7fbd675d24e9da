import { allCommands, type CompletionCommand, type CompletionValue } from './completion-tree';

/**
 * A script that bash reads to complete `lab`, `./lab` and every other path of that name
 * (https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html).
 */
export function bashCompletion(tree: CompletionCommand): string {
  const all = allCommands(tree);
  return `# Completes the words of ./lab. In ~/.bashrc: source <(/path/of/lab completion bash)
_lab() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} at='' index word
  # bash takes --option=value for three words.
  if [ "$current" = '=' ]; then current=''; elif [ "$previous" = '=' ]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$at $word" in
${cases(all.flatMap(valueOptions), 'index=$((index + 1))')}
${all
  .flatMap(({ commands }) => commands)
  .map((command) => `      '${at(command.path.slice(0, -1))} ${command.path.at(-1)}') at='${at(command.path)}' ;;`)
  .join('\n')}
      *' '-*) ;;
${cases(
  all.filter(({ passes }) => passes).map((command) => [`'${at(command.path)} '*`]),
  'return',
)}
    esac
  done
  case "$at $previous" in
${all.flatMap(optionValues).join('\n')}
  esac
  case "$at" in
${all.map((command) => `    '${at(command.path)}') ${reply(command)} ;;`).join('\n')}
  esac
}
complete -o default -F _lab lab
`;
}

/** The place of a command in the script: `image/build`, and nothing for the program itself. */
const at = (path: readonly string[]): string => path.join('/');

/** Options that a word of their own must follow. */
const valueOptions = ({ path, options }: CompletionCommand): string[][] =>
  options.filter(({ isRequired }) => isRequired).map(({ flags }) => flags.map((flag) => `'${at(path)} ${flag}'`));

const cases = (patterns: readonly (readonly string[])[], then: string): string =>
  patterns.length === 0 ? '' : `      ${patterns.flat().join(' | ')}) ${then} ;;`;

function optionValues({ path, options }: CompletionCommand): string[] {
  return options.flatMap(({ flags, value, isRequired }) => {
    const patterns = flags.map((flag) => `'${at(path)} ${flag}'`).join(' | ');
    if (value.kind === 'words')
      return [`    ${patterns}) mapfile -t COMPREPLY < <(compgen -W '${value.words.join(' ')}' -- "$current"); return ;;`];
    if (value.kind === 'file')
      return [`    ${patterns}) mapfile -t COMPREPLY < <(compgen -f -- "$current"); compopt -o filenames 2>/dev/null; return ;;`];
    return value.kind === 'any' && isRequired ? [`    ${patterns}) return ;;`] : [];
  });
}

function reply({ commands, options, argument }: CompletionCommand): string {
  const words = [...commands.map(({ path }) => path.at(-1)!), ...wordsOf(argument), ...options.map(({ flags }) => flags[0]!)];
  const files = argument.kind === 'file' ? '; compgen -f -- "$current"' : '';
  return `mapfile -t COMPREPLY < <(compgen -W '${words.join(' ')}' -- "$current"${files})`;
}

const wordsOf = (value: CompletionValue): readonly string[] => (value.kind === 'words' ? value.words : []);
