import { htmlPage } from '../../../../lib/report';
import { broken, holds, labReport, reportOf } from '../fixture';

// What the page is in a browser is asserted in html.real.test.ts.
let page: string;
beforeAll(async () => void (page = await htmlPage(labReport(reportOf(holds, broken)))));

test('nothing a program printed becomes an element, whether in evidence or in the definition', () => {
  expect(page.match(/<\/?(script|img|pre|style)\b/g)).toEqual([
    '<style',
    '</style',
    '<style',
    '</style',
    '<style',
    '</style',
    '<pre',
    '</pre',
  ]);
  expect(page).toContain('&lt;/code>&lt;/style>&lt;script>document.title');
});

test('it needs nothing else: it refuses to fetch, and there is nothing to fetch', () => {
  expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'none';/);
  const fetched = [...page.matchAll(/\s(?:src|srcset|href|action|poster)="([^"]*)"/g)].map(([, address]) => address!);
  expect(fetched.filter((address) => !address.startsWith('#'))).toEqual(['data:,']);
  expect(page).not.toMatch(/@import|url\((?!#)/);
});

test('every sentence stands there in both languages', () => {
  for (const { sentence } of [holds, broken])
    expect(page).toContain(`<span lang="en">${sentence.en}</span><span lang="ko">${sentence.ko}</span>`);
});

test('its title tells the result', async () => {
  expect(page).toContain('<title>Lab lesson: 1 of 2 claims is not true.</title>');
  expect(await htmlPage(labReport(reportOf(holds)))).toContain('<title>Lab lesson: The one claim is true.</title>');
});

test('a lab whose steps were not timed has no such table', async () => {
  expect(page).toContain('id="steps"');
  expect(await htmlPage({ ...labReport(reportOf(holds)), built: undefined })).not.toContain('id="steps"');
});

test('its picture, in both languages, says at each thing how many claims of it are true', () => {
  const [english, korean] = [...page.matchAll(/<svg [^>]*lang="(\w+)".*?<\/svg>/gs)];
  expect([english?.[1], korean?.[1]]).toEqual(['en', 'ko']);
  for (const [svg] of [english!, korean!]) expect([svg.includes('>✔ 1/1<'), svg.includes('>✘ 0/1<')]).toEqual([true, true]);
});

test('no two landmarks have one name: a screen reader lists them by it', () => {
  const landmarks = /<(?:section|div|nav)\b[^>]*?(?:role="region"[^>]*?)?aria-labelledby="([^"]+)"[^>]*>/g;
  const names = [...page.matchAll(landmarks)].filter(([tag]) => /^<section|role="region"/.test(tag)).map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(names).toEqual([...new Set(names)]);
});
