import { join } from 'node:path';
import type { GoProgram } from '../host/go';
import { projectRoot } from '../host/paths';
import { versions } from '../versions';

/** A Terraform provider, as a registry names it and as its Go module is built. */
export interface Provider extends GoProgram {
  readonly namespace: string;
  readonly type: string;
  /** Without a leading `v`. */
  readonly version: string;
}

function provider(namespace: string, type: keyof typeof versions.providers): Provider {
  const version = versions.providers[type];
  return {
    namespace,
    type,
    version,
    folder: join(projectRoot, 'toolchain', 'providers', type),
    package: `github.com/${namespace}/terraform-provider-${type}`,
  };
}

/** The providers the stacks need, each with a module of its own because their dependencies exclude each other. */
export const providers: readonly Provider[] = [
  provider('dmacvicar', 'libvirt'),
  provider('gavinbunney', 'kubectl'),
  provider('hashicorp', 'kubernetes'),
];

/** What `required_providers` calls it: `dmacvicar/libvirt`. */
export const providerSource = ({ namespace, type }: Pick<Provider, 'namespace' | 'type'>): string => `${namespace}/${type}`;
