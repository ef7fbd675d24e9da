import { Command } from 'commander';
import { askedContext } from '../../operations/find-lab';
import { type Cli, labAction } from '../lab-command';

export const imageCommand = (cli: Cli): Command =>
  new Command('image')
    .description('the node image')
    .addCommand(
      new Command('build')
        .description('build it, or say where it is')
        .action(labAction(cli, askedContext, async (context) => ({ text: (await context.image()).folder }))),
    );
