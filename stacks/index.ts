import type { App } from 'cdktf';
import type { Lab } from '../lib/model';
import { InfrastructureStack, type InfrastructureStackProps } from './infrastructure-stack';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { ServicesStack, type ServicesStackProps } from './services-stack';

export { statesVariable } from './state';
export { InfrastructureStack, PlatformStack, ServicesStack };
export type { InfrastructureStackProps, PlatformStackProps, ServicesStackProps };

/** The stacks in the order they are applied: each needs the one before it running. */
export const stackNames = ['infrastructure', 'platform', 'services'] as const;
export type StackName = (typeof stackNames)[number];

/** A lab's stacks, to which others may refer. */
export interface LabStacks {
  readonly infrastructure: InfrastructureStack;
  readonly platform: PlatformStack;
  readonly services: ServicesStack;
}

export interface AddLabProps {
  /** What comes before the stacks' ids, where an app has several labs: `first-`. Default: nothing. */
  readonly prefix?: string;
}

/** Adds a lab's three stacks to an app. They depend on one another: `cdktf deploy '*'` applies them in order. */
export function addLab(app: App, lab: Lab, { prefix = '' }: AddLabProps = {}): LabStacks {
  const infrastructure = new InfrastructureStack(app, `${prefix}infrastructure`, { lab });
  const platform = new PlatformStack(app, `${prefix}platform`, { lab, machines: infrastructure.machines });
  const services = new ServicesStack(app, `${prefix}services`, { lab });
  platform.addDependency(infrastructure);
  services.addDependency(platform);
  return { infrastructure, platform, services };
}
