import { labFiles } from '../../host/lab-files';
import type { LabReport, Timing } from '../../lib/report';
import type { Context } from '../context';
import { StateEntry } from './state-entry';

const entry = ({ stateDir }: Pick<Context, 'stateDir'>) =>
  new StateEntry<{ readonly finishedAt: string; readonly steps: readonly Timing[] }>(labFiles(stateDir).timings);

/** Keeps what each step took until now. An `up` without a word keeps none, and leaves those of the one before. */
export function rememberTimings(context: Pick<Context, 'stateDir' | 'progress'>): void {
  const { timings } = context.progress;
  if (timings.length > 0) entry(context).set({ finishedAt: new Date().toISOString(), steps: timings });
}

/** The steps of the last `up` of this lab. */
export function upTimings(context: Pick<Context, 'stateDir'>): LabReport['built'] {
  const kept = entry(context).get();
  return kept && { finishedAt: new Date(kept.finishedAt), steps: kept.steps };
}
