import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { htmlPage } from '../../../../lib/report';
import { type OfflineBrowser, offlineBrowser, type OpenPage } from '../browser';
import { broken, holds, labReport, reportOf, wholeReport } from '../fixture';

// The page in a real browser without a network. Needs root and Debian's chromium. LAB_SCREENSHOTS=FOLDER keeps the pictures.
jest.setTimeout(600_000);

const report = wholeReport();
const failed = report.claims.filter(({ ok }) => !ok);
let browser: OfflineBrowser;
let whole: OpenPage;
let page: Page;

beforeAll(async () => {
  browser = await offlineBrowser();
  whole = await browser.open(write('whole', await htmlPage(labReport(report))));
  page = whole.page;
});
afterAll(() => browser?.close());

function write(name: string, text: string): string {
  const file = join(browser.folder, `${name}.html`);
  writeFileSync(file, text);
  return file;
}

/** TypeScript knows no document here, so what runs in the page is text. */
const inPage = <T>(expression: string, where = page): Promise<T> => where.evaluate(expression) as Promise<T>;
const visible = (selector: string) =>
  inPage<number>(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((found) => found.checkVisibility()).length`);
const textOf = (selector: string) => inPage<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);

test('every claim is there by its id, with its sentence and what was seen', async () => {
  const ids = await inPage<string[]>(`[...document.querySelectorAll('details[id]')].map(({ id }) => id)`);
  expect(ids).toEqual(report.claims.map(({ id }) => `claim-${id}`));
  const text = await inPage<string>('document.body.textContent');
  for (const { sentence, evidence } of report.claims.filter(({ ok }) => ok)) {
    expect(text).toContain(sentence.en);
    expect(text).toContain(evidence);
  }
});

test('hostile evidence is text: no script ran and no element came of it', async () => {
  expect(await inPage('document.title')).toBe(`Lab lesson: ${failed.length} of ${report.claims.length} claims are not true.`);
  expect(await inPage(`document.querySelectorAll('script, img, iframe').length`)).toBe(0);
  expect(await inPage(`document.querySelector('.claim.false dd:nth-of-type(2)').textContent`)).toContain(
    `<script>document.title = 'owned'</script>`,
  );
});

test('what is not true is open, and the rest opens on demand', async () => {
  expect(await visible('#claims ~ section .claim.false .command')).toBe(2 * failed.length);
  expect(await visible('.claim.true .command')).toBe(0);
  await page.click('.claim.true summary');
  expect(await visible('.claim.true .command')).toBe(2);
  await page.click('.claim.true summary');
});

test('the language is switched by mouse and by keyboard', async () => {
  const first = '#claims ~ section .claim .sentence';
  const { en, ko } = report.claims[0]!.sentence;
  expect(await textOf(first)).toBe(en);
  await page.click('label[for=in-korean]');
  expect(await textOf(first)).toBe(ko);
  expect(await textOf('#addresses')).toBe('주소');
  await page.focus('#in-korean');
  await page.keyboard.press('ArrowLeft');
  expect(await textOf(first)).toBe(en);
  expect(await textOf('#addresses')).toBe('Addresses');
});

test('the picture is in the language that was chosen', async () => {
  expect([await visible('svg[lang=en]'), await visible('svg[lang=ko]')]).toEqual([1, 0]);
  await page.click('label[for=in-korean]');
  expect([await visible('svg[lang=en]'), await visible('svg[lang=ko]')]).toEqual([0, 1]);
  await page.click('label[for=in-english]');
});

test('one can see only what is not true', async () => {
  await page.click('label[for=show-false]');
  expect([await visible('#claims ~ section .claim'), await visible('.claim.true')]).toEqual([failed.length, 0]);
  await page.click('label[for=show-all]');
  expect(await visible('#claims ~ section .claim')).toBe(report.claims.length);
});

test('on paper every claim shows its command, and there are no switches', async () => {
  await page.emulateMediaType('print');
  expect([await visible('.claim.true .command'), await visible('.switches'), await visible('nav')]).toEqual([
    report.claims.length - failed.length,
    0,
    0,
  ]);
  await page.emulateMediaType('screen');
});

test.each([
  [400, 'in-english'],
  [400, 'in-korean'],
  [1280, 'in-english'],
  [1280, 'in-korean'],
])('a window %d wide needs no scrolling sideways (%s)', async (width, language) => {
  await page.setViewport({ width, height: 900 });
  await page.click(`label[for=${language}]`);
  expect(await inPage<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  const folder = process.env.LAB_SCREENSHOTS ?? browser.folder;
  mkdirSync(folder, { recursive: true });
  const picture = join(folder, `report-${width}-${language}.png`);
  await page.screenshot({ path: picture as `${string}.png` });
  expect(existsSync(picture) && readFileSync(picture).length).toBeGreaterThan(10_000);
});

test.each(['light', 'dark'])('there is no barrier that axe knows of (%s)', async (scheme) => {
  const small = await browser.open(write('small', await htmlPage(labReport(reportOf(holds, broken)))));
  await small.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await inPage(axe.source, small.page);
  const { violations } = await inPage<AxeResults>('axe.run()', small.page);
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  expect(small.complaints).toEqual([]);
  await small.page.close();
});

test('in all this the page asked for nothing but itself and complained of nothing', () => {
  expect(whole.requests).toEqual([`file://${join(browser.folder, 'whole.html')}`]);
  expect(whole.complaints).toEqual([]);
});
