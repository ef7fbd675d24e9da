import type { LabReport, Timing } from '../../lib/report';
import type { Context } from '../context';
import { Remembered } from './state-entry';

const remembered = (context: Context) =>
  new Remembered<{ readonly finishedAt: string; readonly steps: readonly Timing[] }>(context.stateDir, 'timings');

/** Keeps what each step took until now. An `up` without a word keeps none, and leaves those of the one before. */
export function rememberTimings(context: Context): void {
  const { timings } = context.progress;
  if (timings.length > 0) remembered(context).set({ finishedAt: new Date().toISOString(), steps: timings });
}

/** The steps of the last `up` of this lab. */
export function upTimings(context: Context): LabReport['built'] {
  const kept = remembered(context).get();
  return kept && { finishedAt: new Date(kept.finishedAt), steps: kept.steps };
}
