import { LocalBackend, type TerraformStack } from 'cdktf';
import type { Lab } from '../lib/model';

/**
 * Keeps a stack's state with the lab's other files. The path is relative to the stack's folder
 * (cdktf.out/stacks/NAME), because an absolute one would differ from machine to machine.
 */
export function keepState(stack: TerraformStack, lab: Lab): void {
  new LocalBackend(stack, { path: `../../../.lab/${lab.name}/terraform/${stack.node.id}.tfstate` });
}
