import type { Command } from 'commander';
import { diffLab, type LabDiff } from '../../operations/diff';
import { askedContext } from '../../operations/find-lab';
import { formOf, json, outputOption } from '../forms';
import { type Cli, labAction, labCommand } from '../lab-command';
import { diffText } from '../output/diff-text';

const forms: Readonly<Record<string, (diff: LabDiff) => string>> = { table: diffText, json };

export const diffCommand = (cli: Cli): Command =>
  labCommand('diff')
    .description('show what up would do to the running lab: which machines, which objects')
    .addOption(outputOption(Object.keys(forms)))
    .action(
      labAction(cli, askedContext, async (context, options: { output: string }) => {
        const tell = formOf(forms, options.output);
        return { text: tell(await diffLab(context)) };
      }),
    );
