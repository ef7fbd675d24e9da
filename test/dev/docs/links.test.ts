import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadLinks, linksOf } from '../../../dev/docs/links';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(
    join(folder, 'README.md'),
    '# Top\n\n[a](docs/a.md#one-thing) [b](docs/b.md) [c](docs/a.md#two) [d](https://example.com/none) [e](#top)',
  );
  writeFileSync(join(folder, 'docs', 'a.md'), '# One thing\n\n| t |\n| - |\n| [up](../README.md#top) [no](../none.md) |\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a relative link to a file or an anchor that is not there is dead, in a table, too', () => {
  expect(deadLinks(folder, ['README.md', 'docs/a.md'])).toEqual([
    'README.md: docs/b.md',
    'README.md: docs/a.md#two',
    'docs/a.md: ../none.md',
  ]);
});

test.each([
  ['# Where it runs', ['where-it-runs']],
  ['## `LAB_CACHE`, else …', ['lab_cache-else-']],
  ['# Same\n\n# Same', ['same', 'same-1']],
  ['```\n# a comment\n```', []],
])('the anchors of %j are %j, as GitHub makes them', (markdown, anchors) => {
  expect(linksOf(markdown).anchors).toEqual(anchors);
});

test('links in code are none', () => {
  expect(linksOf('`[a](b.md)`\n\n```\n[a](b.md)\n```\n\n[c]: d.md\n').targets).toEqual(['d.md']);
});
