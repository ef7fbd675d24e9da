import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { type Cli, labAction, labCommand } from '../lab-command';

export const kubeconfigCommand = (cli: Cli): Command =>
  labCommand('kubeconfig')
    .description("print the path of the lab's kubeconfig")
    .action(labAction(cli, builtContext, async (context) => ({ text: context.secrets().kubeconfig })));
