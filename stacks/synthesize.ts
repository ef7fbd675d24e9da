import { type TerraformStack, Testing } from 'cdktf';
import type { Lab } from '../lib/model';
import { addLab, type StackName, stackNames } from '.';

/** The Terraform JSON of a lab's three stacks, checked as cdktf does, without writing a file. Its resources carry no notes of cdktf's. */
export function synthesizeLab(lab: Lab): Record<StackName, string> {
  const app = Testing.app();
  addLab(app, lab);
  const stacks = stackNames.map((name) => app.node.findChild(name) as TerraformStack);
  // What one stack refers to in another becomes an output of the one and an input of the other.
  for (const stack of stacks) stack.prepareStack();
  const texts = stacks.map((stack) => [stack.node.id, Testing.synth(stack, true)]);
  return Object.fromEntries(texts) as Record<StackName, string>;
}
