import type { Command } from 'commander';
import { type HostCapacity, hostCapacity } from '../../operations/capacity';
import { askedContext } from '../../operations/find-lab';
import { formOf, json, outputOption } from '../forms';
import { ofFile } from '../find-by-word';
import { type Cli, labAction, labCommand } from '../lab-command';
import { capacityText } from '../output/capacity-text';

const forms: Readonly<Record<string, (found: HostCapacity) => string>> = { text: capacityText, json };

export const capacityCommand = (cli: Cli): Command =>
  labCommand('capacity')
    .description('say how many labs of a definition this machine carries at once, and what ends first')
    .argument('[file]', 'its definition, the same as --config')
    .addOption(outputOption(Object.keys(forms)))
    .action(
      labAction(cli, ofFile(askedContext), async (context, _file: string | undefined, { output }: { output: string }) => {
        const tell = formOf(forms, output);
        return { text: tell(await hostCapacity(context)) };
      }),
    );
