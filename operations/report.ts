import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { usageError } from '../host/user-error';
import { htmlPage } from '../lib/report';
import type { Report } from '../lib/verify';
import type { ClaimChoice } from './claim-choice';
import { operation } from './operation';
import { composeLabReport } from './make-report';
import { lookAtLab } from './look-at-lab';

/** A page that was written. */
export interface WrittenReport {
  readonly path: string;
  readonly report: Report;
}

/**
 * Looks at the running lab and writes one page about it, which needs nothing else to be read. One that was there is overwritten. It is
 * written, too, where a claim is not true.
 */
export const reportLab = operation('report', async (context, file: string, choice: ClaimChoice): Promise<WrittenReport> => {
  const path = resolve(file);
  // Claims take minutes: a page that cannot be written is told before them.
  requireWritable(path);
  const looked = await lookAtLab(context, choice);
  writeFileSync(path, htmlPage(composeLabReport(context, looked)));
  return { path, report: looked.report };
});

function requireWritable(path: string): void {
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error('it is a folder');
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw usageError(`${path} cannot be written: ${(cause as Error).message}`, { remedy: 'name another file', cause });
  }
}
