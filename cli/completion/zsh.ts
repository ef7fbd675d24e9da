import { allCommands, type CompletionCommand } from './completion-tree';

/** A script that zsh reads to complete `lab` and every path of that name (zshcompsys(1)). */
export function zshCompletion(tree: CompletionCommand): string {
  const all = allCommands(tree);
  const required = all.flatMap(({ path, options }) =>
    options.filter(({ isRequired }) => isRequired).flatMap(({ flags }) => flags.map((flag) => `'${at(path)} ${flag}'`)),
  );
  const passing = all.filter(({ passes }) => passes).map(({ path }) => `'${at(path)} '*`);
  return `#compdef lab
# Completes the words of ./lab. In ~/.zshrc, after compinit: source <(/path/of/lab completion zsh)
_lab() {
  local at='' word
  local -i index
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    case "$at $word" in
${choice(required, 'index+=1')}
${all
  .flatMap(({ commands }) => commands)
  .map(({ path }) => `      ('${at(path.slice(0, -1))} ${path.at(-1)}') at='${at(path)}' ;;`)
  .join('\n')}
      (*' '-*) ;;
${choice(passing, '_files; return')}
    esac
  done
  local -a offered
  case "$at \${words[CURRENT-1]}" in
${all.flatMap(optionValues).join('\n')}
  esac
  case "$at" in
${all.map((command) => `    ('${at(command.path)}')\n      offered=(\n${offers(command)}\n      )\n      _describe lab offered${command.argument.kind === 'file' ? '; _files' : ''} ;;`).join('\n')}
  esac
}
compdef _lab lab
`;
}

/** A branch of a case; there is none without patterns. */
const choice = (patterns: readonly string[], then: string): string =>
  patterns.length === 0 ? '' : `      (${patterns.join('|')}) ${then} ;;`;

const at = (path: readonly string[]): string => path.join('/');

function optionValues({ path, options }: CompletionCommand): string[] {
  return options.flatMap(({ flags, value, isRequired }) => {
    const patterns = flags.map((flag) => `'${at(path)} ${flag}'`).join('|');
    if (value.kind === 'words') return [`    (${patterns}) compadd -- ${value.words.map(quoted).join(' ')}; return ;;`];
    if (value.kind === 'file') return [`    (${patterns}) _files; return ;;`];
    return value.kind === 'any' && isRequired ? [`    (${patterns}) return ;;`] : [];
  });
}

/** `word:what it means`, with a backslash before each colon of the word's own. */
const offers = ({ commands, options, argument }: CompletionCommand): string =>
  [
    ...commands.map(({ path, description }) => [path.at(-1)!, description]),
    ...(argument.kind === 'words' ? argument.words.map((word) => [word, '']) : []),
    ...options.map(({ flags, description }) => [flags[0]!, description]),
  ]
    .map(([word, description]) => `        ${quoted(`${word!.replaceAll(':', '\\:')}:${description}`)}`)
    .join('\n');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
