import type { Command } from 'commander';
import { labError } from '../../host/user-error';
import { failureSummary } from '../../lib/verify';
import type { ClaimChoice } from '../../operations/claim-choice';
import type { Context } from '../../operations/context';
import { builtContext } from '../../operations/find-lab';
import { reportLab, type WrittenReport } from '../../operations/report';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { allOption, fromOption, onlyOption } from './claim-options';

export const reportCommand = (cli: Cli): Command =>
  labCommand('report')
    .description('verify, and write one page about the lab that needs nothing else to be read')
    .argument('[file]', 'the page to write', 'lab-report.html')
    .addOption(outputOption(['text', eventsForm]))
    .addOption(onlyOption())
    .addOption(fromOption())
    .addOption(allOption())
    .action(labAction(cli, builtContext, changing('report', report)));

/** The exit status is that of verify; the page is written either way. */
export async function report(context: Context, file: string, options: ClaimChoice & { output: string }): Promise<Outcome> {
  const tell = formOf({ text: ({ path }: WrittenReport) => path }, options.output, { events: true });
  const written = await reportLab(context, file, options);
  const remedy = `${file} says what was seen of each, and what to look at`;
  const failure = written.report.ok ? undefined : labError(failureSummary(written.report), { remedy });
  return { text: tell(written), failure };
}
