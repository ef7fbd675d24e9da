import { Argument, Command } from 'commander';
import { bashCompletion } from '../completion/bash';
import { type CompletionCommand, completionTree } from '../completion/completion-tree';
import { fishCompletion } from '../completion/fish';
import { zshCompletion } from '../completion/zsh';
import { action, type Cli } from '../lab-command';

const scripts: Readonly<Record<string, (tree: CompletionCommand) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export const completionCommand = (cli: Cli): Command => {
  const command = new Command('completion')
    .description('print what a shell reads to complete the words of ./lab: source <(./lab completion bash)')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action(
      action(cli, async (_around, shell: string) => ({ text: scripts[shell]!(completionTree(command.parent!)).trimEnd() })),
    );
  return command;
};
