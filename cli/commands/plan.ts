import type { Command } from 'commander';
import { type Lab, warnings } from '../../lib/model';
import { definitionFile } from '../../lib/definition';
import type { Context } from '../../operations/context';
import { askedContext } from '../../operations/find-lab';
import { planLab } from '../../operations/plan';
import { formOf, json, outputOption } from '../forms';
import { ofFile } from '../find-by-word';
import { type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { planTable } from '../output/plan-table';

const forms: Readonly<Record<string, (lab: Lab) => string>> = {
  table: planTable,
  json: (lab) => json(planLab(lab)),
  yaml: (lab) => definitionFile(lab).trimEnd(),
};

export const planCommand = (cli: Cli): Command =>
  labCommand('plan')
    .description('show the lab a definition describes, without touching anything')
    .argument('[file]', 'its definition, the same as --config')
    .addOption(outputOption(Object.keys(forms)))
    .action(
      labAction(cli, ofFile(askedContext), (context, _file: string | undefined, options: { output: string }) =>
        plan(context, options),
      ),
    );

/** Shows a lab, and what is doubtful about it. */
export async function plan({ lab, progress }: Pick<Context, 'lab' | 'progress'>, options: { output: string }): Promise<Outcome> {
  const tell = formOf(forms, options.output);
  for (const warning of warnings(lab)) progress.warn(warning);
  return { text: tell(lab) };
}
