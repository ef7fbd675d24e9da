import { type Command, Option } from 'commander';
import { labError } from '../../host/user-error';
import { junitXml, type LabReport, markdownText, terminalText } from '../../lib/report';
import { type Language, reportJson, failureSummary } from '../../lib/verify';
import { chosenClaims, type ClaimChoice } from '../../operations/claim-choice';
import type { Context } from '../../operations/context';
import { builtContext } from '../../operations/find-lab';
import { verifyLab } from '../../operations/verify';
import { formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { listForms } from '../output/claim-list';
import { reachTableText } from '../output/reach-list';
import { allOption, fromOption, onlyOption } from './claim-options';
import { watch } from './watch';

export interface VerifyOptions extends ClaimChoice {
  /** `table`, `json`, `junit`, `markdown`, `events`. */
  readonly output: string;
  /** Of the sentences in a table or in Markdown; the other forms have both. Default: English. */
  readonly language?: Language;
  /** Tell which claims there are, without looking. */
  readonly list?: boolean;
  /** Look again and again; the seconds between two rounds, or true for the usual. */
  readonly watch?: string | true;
}

export const verifyCommand = (cli: Cli): Command =>
  labCommand('verify')
    .description('prove that the lab does what the lesson says')
    .addOption(outputOption(['table'], 'table, json, junit, markdown or events'))
    .addOption(onlyOption())
    .addOption(fromOption(': lan, outside, a machine, pod/NODE'))
    .addOption(allOption())
    .addOption(new Option('--language <language>', 'of the sentences').choices(['en', 'ko']))
    .option('--list', 'say which claims there are, without looking at the lab')
    .option(
      '--watch [seconds]',
      'keep looking, with so many seconds (default: 10) between two rounds; changes nothing in the lab',
    )
    .action(labAction(cli, builtContext, (context, options: VerifyOptions) => wayOf(options)(context, options)));

/** Which of the three things that the command does is wanted. */
function wayOf({ list: lists, watch: watches }: VerifyOptions): (context: Context, options: VerifyOptions) => Promise<Outcome> {
  if (lists) return list;
  if (watches !== undefined) return (context, options) => watch(context, { ...options, watch: watches });
  return changing('verify', verify);
}

/** Looks at the lab and tells what was seen; a claim that is not true is a failure after all was told. */
export async function verify(context: Context, options: VerifyOptions): Promise<Outcome> {
  const { language } = options;
  const forms: Readonly<Record<string, (labReport: LabReport) => string>> = {
    table: (labReport) => terminalText(labReport, language),
    json: ({ report }) => reportJson(report),
    junit: (labReport) => junitXml(labReport),
    markdown: (labReport) => markdownText(labReport, language),
  };
  const tell = formOf(forms, options.output, { events: true });
  const labReport = await verifyLab(context, options);
  const { report } = labReport;
  const remedy = 'each failed claim above says what to look at';
  return { text: tell(labReport)?.trimEnd(), failure: report.ok ? undefined : labError(failureSummary(report), { remedy }) };
}

/** Tells which claims there are. */
export async function list({ lab }: Pick<Context, 'lab'>, options: VerifyOptions): Promise<Outcome> {
  const tell = formOf(listForms(options.language ?? 'en'), options.output);
  const claims = chosenClaims(lab, { ...options, all: true });
  const pairs =
    options.output === 'table' && !options.from ? reachTableText(lab, options.only === undefined ? undefined : claims) : '';
  return { text: [tell(claims), ...(pairs ? [pairs] : [])].join('\n\n') };
}
