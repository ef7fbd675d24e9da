import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cachedStep, stepFolder } from '../../host/cached-step';
import { goBuild, goInputs } from '../go/go';
import { cacheDir } from '../../host/paths';
import type { Progress } from '../../host/progress';
import { cliConfiguration, mirrorPath, providerFile, registries } from './mirror-layout';
import { providers, type Provider } from './providers';

export interface ProviderMirror {
  /** The filesystem mirror's folder. */
  readonly folder: string;
  /** The Terraform CLI configuration that points to it, for `TF_CLI_CONFIG_FILE`. Both are absolute paths. */
  readonly configuration: string;
}

/** The folder of a provider's step in which the program lies alone: Terraform takes a checksum of everything there. */
const packageFolder = 'package';

/**
 * Builds every provider from its pinned Go module, one cached step each, and lays them out as a filesystem mirror for
 * Terraform and OpenTofu. About three minutes on two cores the first time, nothing afterwards.
 */
export async function providerMirror(progress: Progress, cache: string = cacheDir()): Promise<ProviderMirror> {
  const built: Record<string, string> = {};
  for (const provider of providers) built[provider.type] = await builtProvider(progress, cache, provider);

  const { platform } = (await providerStep(providers[0]!)).inputs;
  // The cache's own path is an input, because the configuration file names it.
  const step = { name: 'provider-mirror', inputs: { ...built, cache, platform, layout: '1' } };
  const place = (root: string) => ({ folder: join(root, 'mirror'), configuration: join(root, 'terraform.tfrc') });
  const finished = stepFolder(cache, step);
  await cachedStep(cache, {
    ...step,
    build: async (root) => {
      for (const provider of providers) {
        const target = join(built[provider.type] ?? '', packageFolder);
        for (const registry of Object.values(registries)) {
          const path = mirrorPath(registry, provider, platform);
          mkdirSync(dirname(join(root, 'mirror', path)), { recursive: true });
          symlinkSync(relative(dirname(join(finished, 'mirror', path)), target), join(root, 'mirror', path));
        }
      }
      writeFileSync(place(root).configuration, cliConfiguration(place(finished).folder, providers));
    },
  });
  return place(finished);
}

/** A provider's step in the cache. */
export const providerStep = async (provider: Provider) => ({
  name: `provider-${provider.type}`,
  inputs: { ...(await goInputs(provider)), version: provider.version },
});

/** Builds one provider where the cache lacks it, and returns its step's folder. */
async function builtProvider(progress: Progress, cache: string, provider: Provider): Promise<string> {
  const step = await providerStep(provider);
  const { folder } = await progress.step(`Terraform provider ${provider.type} ${provider.version}`, ({ detail }) =>
    cachedStep(cache, {
      ...step,
      build: async (root) => {
        mkdirSync(join(root, packageFolder));
        await goBuild(provider, join(root, packageFolder, providerFile(provider)), detail);
      },
    }),
  );
  return folder;
}
