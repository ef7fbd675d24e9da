import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { registries } from './mirror-layout';
import { providers, type Provider, providerSource } from './providers';
import type { Terraform } from './find-terraform';

type Named = Pick<Provider, 'namespace' | 'type' | 'version'>;

/** What a registry's archives of one version of a provider hash to, as Terraform writes it: `h1:…` and `zh:…`. */
export interface RegistryHashes {
  readonly version: string;
  readonly hashes: readonly string[];
}
/** By full address: `registry.terraform.io/dmacvicar/libvirt`. */
export type CommittedHashes = Readonly<Record<string, RegistryHashes>>;

export const registryHashesFile = join(projectRoot, 'build', 'toolchain', 'registry-hashes.json');

/** The hashes that were reviewed and committed. What a registry serves must match them: nothing else says whose programs they are. */
export const committedHashes = (): CommittedHashes => JSON.parse(readFileSync(registryHashesFile, 'utf8')) as CommittedHashes;

/** A provider's address in the registry that this kind of Terraform asks. */
export const providerAddress = (kind: Terraform['kind'], provider: Pick<Named, 'namespace' | 'type'>): string =>
  `${registries[kind]}/${providerSource(provider)}`;

/** @throws an environment fault that names the providers whose archives nobody has vouched for. */
export function requireRegistryHashes(kind: Terraform['kind'], hashes: CommittedHashes = committedHashes()): void {
  const unknown = providers.filter((provider) => {
    const found = hashes[providerAddress(kind, provider)];
    return found?.version !== provider.version || found.hashes.length === 0;
  });
  if (unknown.length === 0) return;
  const names = unknown.map((provider) => `${providerAddress(kind, provider)} ${provider.version}`).join(', ');
  throw environmentError(`what the registry serves cannot be checked: no hashes are committed of ${names}`, {
    remedy:
      'use LAB_PROVIDERS=mirror, which builds them here; a maintainer adds hashes with `npm run registry-hashes` and commits them',
  });
}

/**
 * The dependency lock file of a stack in registry mode. With `terraform init -lockfile=readonly` only archives with these hashes are
 * installed. It names the stack's own providers alone, because init refuses a read-only file that it would change.
 * @param required the stack's `terraform.required_providers`
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function lockFile(
  kind: Terraform['kind'],
  required: Readonly<Record<string, { readonly source: string; readonly version: string }>>,
  hashes: CommittedHashes = committedHashes(),
): string {
  return Object.values(required)
    .map(({ source, version }) => {
      const address = `${registries[kind]}/${source.includes('/') ? source : `hashicorp/${source}`}`;
      return { address, version, hashes: hashes[address]?.hashes ?? [] };
    })
    .sort((one, other) => (one.address < other.address ? -1 : 1))
    .map(lockBlock)
    .join('\n');
}

const lockBlock = (provider: { address: string; version: string; hashes: readonly string[] }): string =>
  [
    `provider "${provider.address}" {`,
    `  version     = "${provider.version}"`,
    `  constraints = "${provider.version}"`,
    '  hashes = [',
    ...[...provider.hashes].sort().map((hash) => `    "${hash}",`),
    '  ]',
    '}',
    '',
  ].join('\n');

/** Reads the hashes out of a lock file that Terraform wrote. */
export function hashesOf(text: string): CommittedHashes {
  const blocks = text.matchAll(/^provider "([^"]+)" \{\n([\s\S]*?)^\}/gm);
  return Object.fromEntries(
    [...blocks].map(([, address, body]) => {
      const version = /^\s*version\s*=\s*"([^"]+)"/m.exec(body!)?.[1] ?? '';
      return [address!, { version, hashes: [...body!.matchAll(/"((?:h1|zh):[^"]+)"/g)].map(([, hash]) => hash!) }];
    }),
  );
}
