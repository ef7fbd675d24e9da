import { warnings } from '../lib/model';
import { operation } from './operation';
import { runSteps } from './steps';
import { type Building, prepareSteps } from './up-steps';

/** Makes everything that the stacks need and Terraform does not make: hypervisor, image, secrets, and what plain cdktf is told. */
export const prepare = operation('prepare', async (context): Promise<void> => {
  for (const warning of warnings(context.lab)) context.progress.warn(warning);
  const building: Building = { context };
  await runSteps(prepareSteps, building);
});
