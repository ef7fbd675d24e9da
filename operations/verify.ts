import type { LabReport } from '../lib/report';
import type { ClaimChoice } from './claim-choice';
import { lookAtLab } from './look-at-lab';
import { composeLabReport } from './make-report';
import { operation } from './operation';

/** Looks at the running lab and finds out of each chosen claim of the lesson whether it is true. */
export const verifyLab = operation(
  'verify',
  async (context, choice: ClaimChoice): Promise<LabReport> => composeLabReport(context, await lookAtLab(context, choice)),
  ({ report }) => report,
);
