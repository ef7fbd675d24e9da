import type { Command } from 'commander';
import { labError } from '../../host/user-error';
import { type ConformanceTest, conformanceText } from '../../lib/report';
import type { Context } from '../../operations/context';
import { testConformance } from '../../operations/conformance';
import { builtContext } from '../../operations/find-lab';
import { formOf, json, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';

const forms: Readonly<Record<string, (tests: readonly ConformanceTest[]) => string>> = { table: conformanceText, json };

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
  const tests = await testConformance(context, options);
  const failed = tests.filter(({ passed }) => !passed).map(({ name }) => name);
  const failure =
    failed.length > 0 ? labError(`${failed.length} of ${tests.length} tests failed: ${failed.join('; ')}`) : undefined;
  return { text: tell(tests), failure };
}
