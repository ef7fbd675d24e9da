import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureFile } from '../../../lib/figure';
import { resolveLab } from '../../../lib/model';
import { type OfflineBrowser, offlineBrowser, type OpenPage } from '../report/browser';

// The picture in a real browser without a network. Needs root and Debian's chromium. LAB_SCREENSHOTS=FOLDER keeps the pictures.
jest.setTimeout(600_000);

let browser: OfflineBrowser;
beforeAll(async () => void (browser = await offlineBrowser()));
afterAll(() => browser?.close());

/** Each text that leaves the box it stands in, as the browser measures both. */
const leaving = `[...document.querySelectorAll('g > text')].flatMap((text) => {
  const box = text.parentNode.querySelector(':scope > .area').getBBox();
  const own = text.getBBox();
  const inside = own.x >= box.x && own.y >= box.y && own.x + own.width <= box.x + box.width && own.y + own.height <= box.y + box.height;
  return inside ? [] : [text.textContent];
})`;
const texts = `document.querySelectorAll('g > text').length`;

const before = resolveLab();
const large = resolveLab({
  workers: 20,
  workloads: {
    'abcdefghijklmnopqrstuvwxyz-0123456789': { kind: 'api-tester', replicas: 40 },
    mwmwmwmw: { kind: 'postgres', replicas: 20 },
  },
  services: {
    mwmwmwmw: { type: 'Headless' },
    wwwwww: { type: 'LoadBalancer' },
    www: { type: 'ExternalName', externalName: 'www.w.com' },
  },
});

test.each([
  ['default', 'en', before, {}],
  ['default', 'ko', before, {}],
  ['large', 'en', large, {}],
  ['changes', 'en', large, { before }],
  ['changes', 'ko', large, { before }],
] as const)('every text of the %s picture (%s) stays in its box', async (name, language, lab, options) => {
  const folder = process.env.LAB_SCREENSHOTS ?? browser.folder;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `figure-${name}-${language}.svg`);
  writeFileSync(file, await figureFile(lab, { language, ...options }));
  const opened: OpenPage = await browser.open(file);
  await opened.page.setViewport({ width: 2100, height: 1200 });
  await opened.page.screenshot({ path: file.replace('.svg', '.png') as `${string}.png` });
  expect(await opened.page.evaluate(texts)).toBeGreaterThan(60);
  expect(await opened.page.evaluate(leaving)).toEqual([]);
  expect(opened.complaints).toEqual([]);
  await opened.page.close();
});
