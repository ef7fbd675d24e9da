import { Command } from 'commander';
import { usageError } from '../../host/user-error';
import { makeBundle, takeBundle } from '../../operations/bundle';
import { action, type Cli } from '../lab-command';
import { loadedText, writtenText } from '../output/bundle-text';

export const bundleCommand = (cli: Cli): Command =>
  new Command('bundle')
    .description('write everything that took long into one file, for machines without a registry; or load such a file')
    .argument('[file]', 'the file to write')
    .option('--load <source>', 'a file, or an address that begins with http:// or https://, to load')
    .action(
      action(cli, async (around, file: string | undefined, { load }: { load?: string }) => {
        if ((file === undefined) === (load === undefined))
          throw usageError(file === undefined ? 'no file is named' : 'a file to write and one to load are named', {
            remedy: 'write one with ./lab bundle FILE, or load one with ./lab bundle --load FILE|URL',
          });
        if (load !== undefined) return { text: loadedText(await takeBundle(load, around)) };
        return { text: writtenText(await makeBundle(file!, around)) };
      }),
    );
