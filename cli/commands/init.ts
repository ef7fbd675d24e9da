import { Command } from 'commander';
import { initLab } from '../../operations/init';
import { action, type Cli } from '../lab-command';

export const initCommand = (cli: Cli): Command =>
  new Command('init')
    .description('write a lab definition, every key explained')
    .argument('[file]', 'the file to write', 'lab.yaml')
    .option('-f, --force', 'overwrite it')
    .action(action(cli, async (_around, file: string, options: { force?: boolean }) => ({ text: initLab(file, options) })));
