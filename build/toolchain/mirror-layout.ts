import { posix } from 'node:path';
import { providerSource, type Provider } from './providers';

type Named = Pick<Provider, 'namespace' | 'type' | 'version'>;

/** Whose provider `dmacvicar/libvirt` is depends on who reads it: each program puts its own registry before the name. */
export const registries = { terraform: 'registry.terraform.io', opentofu: 'registry.opentofu.org' } as const;

/** The file name Terraform looks for in a provider's folder. */
export const providerFile = ({ type, version }: Pick<Named, 'type' | 'version'>): string =>
  `terraform-provider-${type}_v${version}`;

/**
 * A provider's folder in the unpacked layout of a filesystem mirror, below the mirror's own folder.
 * @param platform as in `linux_amd64`
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
export const mirrorPath = (registry: string, provider: Named, platform: string): string =>
  posix.join(registry, provider.namespace, provider.type, provider.version, platform);

/**
 * A Terraform CLI configuration with which the providers named come from the mirror at `folder` (absolute) and others
 * from nowhere: a provider that was forgotten here fails at `init`, and does not wait for a registry out of reach.
 */
export function cliConfiguration(folder: string, mirrored: readonly Named[]): string {
  const sources = Object.values(registries).flatMap((registry) =>
    mirrored.map((provider) => `${registry}/${providerSource(provider)}`),
  );
  return [
    '# Written by the lab. Terraform takes its providers from the folder below, where they were built from their Go modules.',
    'disable_checkpoint = true',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(folder)}`,
    `    include = [${sources.map((source) => `"${source}"`).join(', ')}]`,
    '  }',
    '}',
    '',
  ].join('\n');
}
