import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { reportTestPackages } from '../../../dev/real-test/test-packages';
import { missingPackages } from '../../../host/debian-packages';

/** A headless Chromium in a namespace without a network, and a folder that goes with it. */
export interface OfflineBrowser {
  readonly folder: string;
  /** Opens a file and tells what the page complained of and asked for while it was used. */
  open(file: string): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** Messages on the console and uncaught errors. A breach of the page's own policy is one. */
  readonly complaints: readonly string[];
  /** Every address asked for but inline data. */
  readonly requests: readonly string[];
}

/** Needs root for the namespace. @throws where the browser is not installed. */
export async function offlineBrowser(): Promise<OfflineBrowser> {
  const missing = await missingPackages(reportTestPackages);
  if (missing.length > 0) throw new Error(`the report is looked at with a browser: apt-get install ${missing.join(' ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'lab-report-'));
  const browser = await start(folder);
  return {
    folder,
    open: async (file) => openPage(await browser.newPage(), file),
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Through a pipe, because there is no network to reach it by. */
const start = (folder: string): Promise<Browser> =>
  launch({
    executablePath: '/usr/bin/unshare',
    ignoreDefaultArgs: true,
    pipe: true,
    timeout: 120_000,
    protocolTimeout: 300_000,
    env: { ...process.env, HOME: folder },
    args: [
      ...['--net', '--', '/usr/bin/chromium', '--headless', '--disable-gpu', '--disable-dev-shm-usage'],
      // Chromium refuses to run as root with it. The page is the project's own.
      '--no-sandbox',
      ...['--remote-debugging-pipe', `--user-data-dir=${join(folder, 'profile')}`, 'about:blank'],
    ],
  });

async function openPage(page: Page, file: string): Promise<OpenPage> {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.setDefaultTimeout(120_000);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => void (request.url().startsWith('data:') || requests.push(request.url())));
  await page.goto(`file://${file}`);
  return { page, complaints, requests };
}
