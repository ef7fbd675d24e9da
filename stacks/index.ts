import type { App } from 'cdktf';
import type { Lab } from '../lib/model';
import { InfrastructureStack } from './infrastructure-stack';
import { PlatformStack } from './platform-stack';
import { ServicesStack } from './services-stack';

export { InfrastructureStack, PlatformStack, ServicesStack };

/** The stacks in the order they are applied: each needs the one before it running. */
export const stackNames = ['infrastructure', 'platform', 'services'] as const;
export type StackName = (typeof stackNames)[number];

/** Adds a lab's three stacks to an app. */
export function addLab(app: App, lab: Lab): void {
  const [infrastructure, platform, services] = [
    new InfrastructureStack(app, 'infrastructure', { lab }),
    new PlatformStack(app, 'platform', { lab }),
    new ServicesStack(app, 'services', { lab }),
  ];
  platform.addDependency(infrastructure);
  services.addDependency(platform);
}
