import type { LabDefinition } from '../../lib/model';
import { resolveLab } from '../../lib/model';
import type { StackName } from '../../stacks';
import { synthesizeLab } from '../../stacks/synthesize';
import type { Synthesized } from '../lib/constructs/synthesis';

/** The synthesized JSON of one stack of the lab that a definition describes, as text, checked as cdktf does. */
export const synthesizeText = (name: StackName, definition: LabDefinition = {}): string =>
  synthesizeLab(resolveLab(definition))[name];

export const synthesizeStack = (name: StackName, definition?: LabDefinition): Synthesized =>
  JSON.parse(synthesizeText(name, definition));

/** How many resources there are of each type. */
export const counts = ({ resource }: Synthesized): Record<string, number> =>
  Object.fromEntries(Object.entries(resource).map(([type, made]) => [type, Object.keys(made).length]));
