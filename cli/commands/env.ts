import type { Command } from 'commander';
import { cdktfEnvironment } from '../../operations/cdktf-environment';
import { builtContext } from '../../operations/find-lab';
import { type Cli, labAction, labCommand } from '../lab-command';

export const envCommand = (cli: Cli): Command =>
  labCommand('env')
    .description('print the settings of a shell for plain cdktf: eval "$(./lab env)"')
    .action(labAction(cli, builtContext, async (context) => ({ text: cdktfEnvironment(context) })));
