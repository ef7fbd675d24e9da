import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { labFault, usageFault } from '../host/fault';
import { htmlPage } from '../lib/report';
import { reportSummary } from '../lib/verify';
import type { ClaimChoice } from './claim-choice';
import type { Context } from './context';
import { composeLabReport } from './make-report';
import { lookAtLab } from './look-at-lab';

/**
 * `./lab report`: looks at the running lab and writes one page about it, which needs nothing else to be read. One that was there is
 * overwritten. The exit status is that of verify; the page is written either way.
 */
export async function reportLab(context: Context, file: string, choice: ClaimChoice): Promise<void> {
  const path = resolve(file);
  // Claims take minutes: a page that cannot be written is told before them.
  requireWritable(path);
  const looked = await lookAtLab(context, choice);
  writeFileSync(path, htmlPage(composeLabReport(context, looked)));
  context.out(path);
  if (!looked.report.ok)
    throw labFault(reportSummary(looked.report), { remedy: `${file} says what was seen of each, and what to look at` });
}

function requireWritable(path: string): void {
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw usageFault(`${path} cannot be written: ${(cause as Error).message}`, { remedy: 'name another file', cause });
  }
}
