import { generatedPages } from '../../../dev/docs/pages';

test('the generated parts of all pages are current; `npm run docs` rewrites them', async () => {
  const pages = await generatedPages();
  expect(pages.map(({ path }) => path)).toContain('docs/commands.md');
  for (const { before, after } of pages) expect(before).toBe(after);
}, 60_000);
