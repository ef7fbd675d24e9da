import type { Command } from 'commander';
import { labError } from '../../host/user-error';
import { conformanceFailure, type ConformanceRun, conformanceTally, conformanceText } from '../../lib/report';
import type { Context } from '../../operations/context';
import { testConformance } from '../../operations/conformance';
import { builtContext } from '../../operations/find-lab';
import { formOf, json, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';

const forms: Readonly<Record<string, (run: ConformanceRun) => string>> = {
  table: conformanceText,
  json: (run) => json({ ...conformanceTally(run), ...run }),
};

export const conformanceCommand = (cli: Cli): Command =>
  labCommand('conformance')
    .description("run Kubernetes' own tests of the network on the lab")
    .addOption(outputOption(['table'], 'table, json or events'))
    .option('--only <text...>', 'only tests whose name contains one of these')
    .action(labAction(cli, builtContext, changing('conformance', conformance)));

export async function conformance(
  context: Context,
  options: { readonly only?: readonly string[]; readonly output: string },
): Promise<Outcome> {
  const tell = formOf(forms, options.output, { events: true });
  const run = await testConformance(context, options);
  const failure = conformanceFailure(run);
  return { text: tell(run), failure: failure === undefined ? undefined : labError(failure) };
}
