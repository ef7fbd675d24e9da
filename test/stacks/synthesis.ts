import { Testing } from 'cdktf';
import type { LabDefinition } from '../../lib/model';
import { resolveLab } from '../../lib/model';
import { InfrastructureStack, PlatformStack, ServicesStack, type StackName } from '../../stacks';
import type { Synthesized } from '../lib/constructs/synthesis';

const classes = { infrastructure: InfrastructureStack, platform: PlatformStack, services: ServicesStack };

/** One stack of the lab a definition describes. */
export function makeStack(name: StackName, definition: LabDefinition = {}) {
  return new classes[name](Testing.app(), name, { lab: resolveLab(definition) });
}

/** Its synthesized JSON as text, checked as cdktf does. */
export const synthesizeText = (name: StackName, definition?: LabDefinition): string =>
  Testing.synth(makeStack(name, definition), true);

export const synthesizeStack = (name: StackName, definition?: LabDefinition): Synthesized =>
  JSON.parse(synthesizeText(name, definition));

/** How many resources there are of each type. */
export const counts = ({ resource }: Synthesized): Record<string, number> =>
  Object.fromEntries(Object.entries(resource).map(([type, made]) => [type, Object.keys(made).length]));
