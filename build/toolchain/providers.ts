import { join } from 'node:path';
import type { GoProgram } from '../go/go';
import type { GoPatch } from '../go/go-patch';
import { projectRoot } from '../../host/paths';
import { versions } from '../../versions';

/** A Terraform provider, as a registry names it and as its Go module is built. */
export interface Provider extends GoProgram {
  readonly namespace: string;
  readonly type: string;
  /** Without a leading `v`. */
  readonly version: string;
}

function provider(namespace: string, type: keyof typeof versions.providers, patches: readonly GoPatch[] = []): Provider {
  const version = versions.providers[type];
  return {
    namespace,
    type,
    version,
    folder: join(projectRoot, 'build', 'toolchain', 'providers', type),
    package: `github.com/${namespace}/terraform-provider-${type}`,
    patches,
  };
}

/**
 * The libvirt provider reads every seed disk back before it does anything. Its library takes the first packet for the reply to its
 * question, but libvirtd may send a stream's data before the reply. Then the disk is read as empty, or the connection stands still.
 * Of 200 reads that were 1 and 5, one at a time and four. The library's newest version of November 2026 is the same.
 */
export const libvirtStreams: GoPatch = {
  module: 'github.com/digitalocean/go-libvirt',
  file: join(projectRoot, 'build', 'toolchain', 'providers', 'libvirt', 'go-libvirt.patch'),
};

/** The providers the stacks need, each with a module of its own because their dependencies exclude each other. */
export const providers: readonly Provider[] = [
  provider('dmacvicar', 'libvirt', [libvirtStreams]),
  provider('gavinbunney', 'kubectl'),
  provider('hashicorp', 'kubernetes'),
];

/** What `required_providers` calls it: `dmacvicar/libvirt`. */
export const providerSource = ({ namespace, type }: Pick<Provider, 'namespace' | 'type'>): string => `${namespace}/${type}`;
