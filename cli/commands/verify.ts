import { labFault, usageFault } from '../../host/fault';
import { junitXml, type LabReport, markdownText } from '../../lib/report';
import { type Claim, describeVantagePoint, type Report, reportJson, reportSummary, reportTable } from '../../lib/verify';
import { chosenClaims, type ClaimChoice, placeNames } from '../claim-choice';
import type { Context } from '../context';
import { composeLabReport } from '../lab-report';
import { lookAtLab } from '../look-at-lab';
import { table } from '../table';

/** What is told of claims that were looked at, by form. */
const reportForms: Readonly<Record<string, (labReport: LabReport) => string>> = {
  table: ({ report }) => `${reportTable(report)}\n\n${tally(report)}`,
  json: ({ report }) => reportJson(report),
  junit: junitXml,
  markdown: (labReport) => markdownText(labReport),
};

/** What is told of claims without looking, by form. */
const listForms: Readonly<Record<string, (claims: readonly Claim[]) => string>> = {
  table: (claims) => table(['claim', 'seen from', 'runs', 'sentence'], claims.map(listRow)),
  json: (claims) => JSON.stringify(claims.map(listEntry), null, 2),
};

/** `./lab verify`: looks at the running lab and says of each claim of the lesson whether it is true; with `list`, which there are. */
export async function verifyLab(context: Context, options: ClaimChoice & { output: string; list?: boolean }): Promise<void> {
  if (options.list) {
    const list = formOf(listForms, options.output);
    return context.out(list(chosenClaims(context.lab, options, { disruptive: true })));
  }
  const tell = formOf(reportForms, options.output);
  const looked = await lookAtLab(context, options);
  context.out(tell(composeLabReport(context, looked)).trimEnd());
  const { report } = looked;
  if (!report.ok) throw labFault(reportSummary(report), { remedy: 'each failed claim above says what to look at' });
}

function formOf<Form>(forms: Readonly<Record<string, Form>>, name: string): Form {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form) return form;
  throw usageFault(`--output ${name}: there is no such form`, { remedy: `use ${Object.keys(forms).join(', ')}` });
}

const listRow = (claim: Claim): string[] => [claim.id, describeVantagePoint(claim.from), runs(claim), claim.sentence.en];

const listEntry = (claim: Claim): object => {
  const { id, topic, sentence, from, lookAt } = claim;
  // The name is what `--from` takes for this place alone.
  return { id, topic, sentence, from: placeNames(from).at(-1), runs: runs(claim), lookAt };
};

/** How a claim runs that is not simply looked at beside the others. */
const runs = ({ alone, disruptive }: Claim): string => (disruptive ? 'when named' : alone ? 'alone' : '');

function tally({ claims }: Report): string {
  const passed = claims.filter(({ ok }) => ok).length;
  return `${passed} passed, ${claims.length - passed} failed`;
}
