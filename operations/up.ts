import { warnings } from '../lib/model';
import type { Timing } from '../lib/report';
import { rememberTimings } from './lab-folder/timings';
import type { Context } from './context';
import { operation } from './operation';
import { runSteps } from './steps';
import { type Building, upSteps } from './up-steps';

/** What `up` took. */
export interface Built {
  readonly steps: readonly Timing[];
}

/**
 * Builds the lab, or brings it up to its definition.
 * @param readyLabs whether a lab of which nothing was built may begin with a ready one, and whether this one is kept ready for others. Default: neither
 */
export const up = operation('up', async (context: Context, readyLabs?: Building['readyLabs']): Promise<Built> => {
  for (const warning of warnings(context.lab)) context.progress.warn(warning);
  const building: Building = { context, readyLabs };
  await runSteps(upSteps, building);
  rememberTimings(context);
  return { steps: context.progress.timings };
});
