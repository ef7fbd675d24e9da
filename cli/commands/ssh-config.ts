import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { labSshConfig } from '../../operations/ssh-config';
import { type Cli, labAction, labCommand } from '../lab-command';

export const sshConfigCommand = (cli: Cli): Command =>
  labCommand('ssh-config')
    .description("print the machines' hosts for an ssh_config, so that editors log in through ./lab proxy")
    .action(labAction(cli, builtContext, async (context) => ({ text: (await labSshConfig(context)).trimEnd() })));
