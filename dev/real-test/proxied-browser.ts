import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';

/** What a headless Chromium shows of a page that it loads through a SOCKS 5 proxy at a port of the loopback. Needs Debian's chromium. */
export async function textInBrowser(url: string, proxyPort: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-browser-'));
  const browser = await launch({
    executablePath: '/usr/bin/chromium',
    pipe: true,
    timeout: 120_000,
    protocolTimeout: 300_000,
    env: { PATH: process.env.PATH, HOME: folder },
    args: [
      ...['--headless', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${folder}`],
      // Chromium refuses to run as root with its sandbox. The page is the lab's own.
      '--no-sandbox',
      `--proxy-server=socks5://127.0.0.1:${proxyPort}`,
    ],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const response = await page.goto(url);
    return (await response?.text()) ?? '';
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
