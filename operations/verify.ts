import { labFault, usageFault } from '../host/fault';
import { junitXml, type LabReport, markdownText, table, terminalText } from '../lib/report';
import { describeVantagePoint } from '../lib/probe';
import { type Claim, type Language, reportJson, reportSummary } from '../lib/verify';
import { chosenClaims, type ClaimChoice, placeNames } from './claim-choice';
import type { Context } from './context';
import { composeLabReport } from './make-report';
import { lookAtLab } from './look-at-lab';

/** What is told of claims that were looked at, by form. */
const reportForms: Readonly<Record<string, (labReport: LabReport, language?: Language) => string>> = {
  table: terminalText,
  json: ({ report }) => reportJson(report),
  junit: (labReport) => junitXml(labReport),
  markdown: markdownText,
};

/** What is told of claims without looking, by form. */
const listForms: Readonly<Record<string, (claims: readonly Claim[], language: Language) => string>> = {
  table: (claims, language) => table(['claim', 'seen from', 'runs', 'sentence'], claims.map(listRow(language))),
  json: (claims) => JSON.stringify(claims.map(listEntry), null, 2),
};

export interface VerifyCommandOptions extends ClaimChoice {
  /** `table`, `json`, `junit` or `markdown`. */
  readonly output: string;
  /** Of the sentences in a table or in Markdown; the other forms have both. Default: English. */
  readonly language?: Language;
  /** Tell which claims there are, without looking. */
  readonly list?: boolean;
}

/** `./lab verify`: looks at the running lab and says of each claim of the lesson whether it is true; with `list`, which there are. */
export async function verifyLab(context: Context, options: VerifyCommandOptions): Promise<void> {
  if (options.list) {
    const list = formOf(listForms, options.output);
    return context.out(list(chosenClaims(context.lab, { ...options, all: true }), options.language ?? 'en'));
  }
  const tell = formOf(reportForms, options.output);
  const looked = await lookAtLab(context, options);
  context.out(tell(composeLabReport(context, looked), options.language).trimEnd());
  const { report } = looked;
  if (!report.ok) throw labFault(reportSummary(report), { remedy: 'each failed claim above says what to look at' });
}

function formOf<Form>(forms: Readonly<Record<string, Form>>, name: string): Form {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form) return form;
  throw usageFault(`--output ${name}: there is no such form`, { remedy: `use ${Object.keys(forms).join(', ')}` });
}

const listRow =
  (language: Language) =>
  (claim: Claim): string[] => [claim.id, describeVantagePoint(claim.from), runs(claim), claim.sentence[language]];

const listEntry = (claim: Claim): object => {
  const { id, topic, sentence, from, lookAt } = claim;
  // The name is what `--from` takes for this place alone.
  return { id, topic, sentence, from: placeNames(from).at(-1), runs: runs(claim), lookAt };
};

/** How a claim runs that is not simply looked at beside the others. */
const runs = ({ changes, disruptive }: Claim): string => (disruptive ? 'with --all' : changes ? `changes ${changes}` : '');
