import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

/** What `cdktf output` and other programs read: a value of a stack, under a name that stays. */
export function output(scope: Construct, name: string, value: unknown, description: string): void {
  new TerraformOutput(scope, name, { value, description, staticId: true });
}
