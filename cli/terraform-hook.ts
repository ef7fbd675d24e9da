/*
 * What plain cdktf's Terraform (operations/terraform/lab-terraform.ts) has done for a lab around a stack:
 *   host/typescript cli/terraform-hook.ts LAB before destroy STACK
 *   host/typescript cli/terraform-hook.ts LAB after apply STACK
 */
import { builtContext } from '../operations/find-lab';
import { afterApply, beforeDestroy } from '../operations/terraform-hooks';
import { runMain } from './run-main';
import { surroundings } from './surroundings';

runMain(async (signal) => {
  const [lab, when, , stack] = process.argv.slice(2) as [string, string, string, Parameters<typeof afterApply>[1]];
  const context = builtContext({ lab }, surroundings(signal));
  await (when === 'before' ? beforeDestroy : afterApply)(context, stack);
});
