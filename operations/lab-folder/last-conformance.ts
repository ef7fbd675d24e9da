import { labFiles } from '../../host/lab-files';
import type { Conformance, ConformanceRun } from '../../lib/report';
import type { Context } from '../context';
import { StateEntry } from './state-entry';

const entry = ({ stateDir }: Pick<Context, 'stateDir'>) =>
  new StateEntry<{ readonly finishedAt: string } & ConformanceRun>(labFiles(stateDir).conformance);

/** Keeps the result of the last run for reports. It goes with the lab. */
export const rememberConformance = (context: Pick<Context, 'stateDir'>, run: ConformanceRun): void =>
  void entry(context).set({ finishedAt: new Date().toISOString(), ...run });

/** The last run on this lab, if there was one. */
export function lastConformance(context: Pick<Context, 'stateDir'>): Conformance | undefined {
  const kept = entry(context).get();
  return kept && { ...kept, finishedAt: new Date(kept.finishedAt) };
}
