import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { htmlPage } from '../lib/report';
import type { Report } from '../lib/verify';
import type { ClaimChoice } from './claim-choice';
import { operation } from './operation';
import { composeLabReport } from './make-report';
import { lookAtLab } from './look-at-lab';
import { requireWritable } from './require-writable';

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
  writeFileSync(path, await htmlPage(composeLabReport(context, looked)));
  return { path, report: looked.report };
});
