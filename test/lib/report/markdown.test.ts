import type { Code, Heading, InlineCode, Nodes, Root, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { markdownText } from '../../../lib/report';
import { broken, holds, hostile, labReport, reportOf } from './fixture';

const parse = (text: string): Root => fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
const all = <T extends Nodes>(tree: Nodes, type: T['type']): T[] => [
  ...(tree.type === type ? [tree as T] : []),
  ...('children' in tree ? tree.children.flatMap((child) => all<T>(child, type)) : []),
];
const plain = (tree: Nodes): string =>
  'value' in tree ? tree.value : 'children' in tree ? tree.children.map(plain).join('') : '';

const markdown = markdownText(labReport(reportOf(holds, broken)));
const tree = parse(markdown);
const visible = hostile.replace('\u001b', '␛').replace('\0', '␀').replace('\u202e', '�');

test('it begins with one line that says how it is', () => {
  expect(markdown.split('\n')[0]).toBe('## ❌ Lab `lesson`: 1 of 2 claims is not true.');
  expect(markdownText(labReport(reportOf(holds, holds))).split('\n')[0]).toBe('## ✅ Lab `lesson`: All 2 claims are true.');
});

test('hostile evidence makes no heading, link, emphasis or HTML of its own', () => {
  expect(all<Heading>(tree, 'heading').map(plain)).toEqual([
    '❌ Lab lesson: 1 of 2 claims is not true.',
    '❌ dns.external-from-pod.worker-1',
    'Addresses and nodes: 1/1',
    'DNS: 0/1',
  ]);
  for (const type of ['link', 'emphasis', 'html', 'image'] as const) expect(all(tree, type)).toEqual([]);
});

test('a failure is told in full, letter by letter', () => {
  expect(all<Code>(tree, 'code').map(({ value }) => value)).toEqual([visible, broken.command, broken.lookAt]);
});

test('each topic is a table whose rows have all their cells, whatever the evidence', () => {
  const tables = all<Table>(tree, 'table');
  expect(tables.map(({ children }) => children.map((row) => row.children.length))).toEqual([
    [6, 6],
    [6, 6],
  ]);
  expect(tables[0]!.children[1]!.children.map(plain)).toEqual([
    '✅',
    holds.id,
    'LAN host',
    '1.2 s',
    holds.sentence.en,
    holds.evidence,
  ]);
  expect(all<InlineCode>(tables[1]!, 'inlineCode').map(({ value }) => value)).toEqual([broken.id, visible.replace('\n', ' ')]);
});

test('it is told in Korean when asked', () => {
  const korean = markdownText(labReport(reportOf(holds, broken)), 'ko');
  for (const text of ['주장 2개 가운데 1개가 참이 아니다.', broken.sentence.ko, '관찰 결과', 'worker-1의 파드'])
    expect(korean).toContain(text);
});
