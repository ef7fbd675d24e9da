import { generatedPages } from '../../../dev/docs/pages';

test('the generated parts of all pages and the figure are current; `npm run docs` rewrites them', async () => {
  const pages = await generatedPages();
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['docs/commands.md', 'docs/figure.svg']));
  for (const { before, after } of pages) expect(before).toBe(after);
}, 60_000);
