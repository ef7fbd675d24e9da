import type { Conformance, ConformanceTest } from '../../lib/report';
import type { Context } from '../context';
import { Remembered } from './state-entry';

const remembered = (context: Context) =>
  new Remembered<{ readonly finishedAt: string; readonly tests: readonly ConformanceTest[] }>(context.stateDir, 'conformance');

/** Keeps the result of the last run for reports. It goes with the lab. */
export const rememberConformance = (context: Context, tests: readonly ConformanceTest[]): void =>
  void remembered(context).set({ finishedAt: new Date().toISOString(), tests });

/** The last run on this lab, if there was one. */
export function lastConformance(context: Context): Conformance | undefined {
  const kept = remembered(context).get();
  return kept && { finishedAt: new Date(kept.finishedAt), tests: kept.tests };
}
