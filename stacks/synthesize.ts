import { Testing } from 'cdktf';
import type { Lab } from '../lib/model';
import { addLab, type StackName, stackNames } from '.';

/** The Terraform JSON of a lab's three stacks, checked as cdktf does, without writing a file. Its resources carry no notes of cdktf's. */
export function synthesizeLab(lab: Lab): Record<StackName, string> {
  const app = Testing.app();
  addLab(app, lab);
  const texts = stackNames.map((name) => [name, Testing.synth(app.node.findChild(name) as never, true)]);
  return Object.fromEntries(texts) as Record<StackName, string>;
}
