import type {
  BlockContent,
  Heading,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { ClaimResult, Language } from '../verify';
import { byTopic, failures, type LabReport, type TopicResults } from './lab-report';
import { printable } from './printable';
import { formatDuration, formatTime } from './times';
import { tallyWords, topicWords, vantagePointWords, words } from './words';

/** The report as GitHub's Markdown, for a pull request or a job's summary: one line, the failures in full, a table for each topic. */
export function markdownText({ lab, report, generatedAt, milliseconds }: LabReport, language: Language = 'en'): string {
  const shown = printable(report);
  const failed = failures(shown.claims);
  const tree: Root = {
    type: 'root',
    children: [
      heading(
        2,
        text(`${shown.ok ? '✅' : '❌'} Lab `),
        code(lab.name),
        text(`: ${tallyWords(shown.claims.length, failed.length)[language]}`),
      ),
      paragraph(text(`${formatTime(generatedAt)}, ${formatDuration(milliseconds)}`)),
      ...failed.flatMap((claim) => describeFailure(claim, language)),
      ...byTopic(shown).flatMap((topic) => describeTopic(topic, language)),
    ],
  };
  return toMarkdown(tree, { extensions: [gfmTableToMarkdown({ tablePipeAlign: false })], bullet: '-', rule: '-' });
}

function describeFailure(claim: ClaimResult, language: Language): RootContent[] {
  return [
    heading(3, text('❌ '), code(claim.id)),
    paragraph(text(`${claim.sentence[language]} (${words.vantagePoint[language]}: ${vantagePointWords(claim.from)[language]})`)),
    list(
      [paragraph(text(words.evidence[language])), block(claim.evidence)],
      [paragraph(text(words.command[language])), block(claim.command, 'sh')],
      [paragraph(text(words.lookAt[language])), block(claim.lookAt)],
    ),
  ];
}

function describeTopic({ topic, claims }: TopicResults, language: Language): RootContent[] {
  const titles = [words.claim, words.vantagePoint, words.time, words.sentence, words.evidence].map((title) => [
    text(title[language]),
  ]);
  const head = row([[], ...titles]);
  const rows = claims.map((claim) =>
    row([
      [text(claim.notAsked ? '➖' : claim.ok ? '✅' : '❌')],
      [code(claim.id)],
      [text(vantagePointWords(claim.from)[language])],
      [text(formatDuration(claim.milliseconds))],
      [text(claim.sentence[language])],
      [code(claim.evidence)],
    ]),
  );
  const table: Table = { type: 'table', align: [null, null, null, 'right'], children: [head, ...rows] };
  return [heading(3, text(`${topicWords(topic)[language]}: ${claims.length - failures(claims).length}/${claims.length}`)), table];
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });
/** In one line, because a table's cell has only one. Code, because in text GitHub makes links of names, numbers and addresses. */
const code = (value: string): PhrasingContent => ({ type: 'inlineCode', value: value.replace(/\s+/g, ' ').trim() || '-' });
const block = (value: string, lang?: string): BlockContent => ({ type: 'code', value, lang });
const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children });
const heading = (depth: 2 | 3, ...children: PhrasingContent[]): Heading => ({ type: 'heading', depth, children });
const row = (cells: PhrasingContent[][]): TableRow => ({
  type: 'tableRow',
  children: cells.map((children) => ({ type: 'tableCell', children })),
});
const list = (...items: BlockContent[][]): List => ({
  type: 'list',
  spread: false,
  children: items.map((children): ListItem => ({ type: 'listItem', spread: false, children })),
});
