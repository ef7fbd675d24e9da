import { stepFolder, type CachedStep } from '../../host/cached-step';
import type { Progress } from '../../host/progress';
import { e2eTestStep } from '../conformance';
import type { Builder } from '../go/builder';
import { goPrograms, goStep } from '../image/go-programs';
import { buildNodeImage, nodeStep } from '../image/build-node-image';
import { providerMirror } from '../toolchain';
import { buildOpentofu, opentofuStep } from '../toolchain/find-terraform';
import { providerStep } from '../toolchain/provider-mirror';
import { providers } from '../toolchain/providers';

/** A folder of the cache that takes long to make, and that a machine which has it need not make. */
export interface Part {
  /** For people, and for telling which parts of two versions differ. */
  readonly name: string;
  /** The step of `up` that makes it; undefined for what another command makes. */
  readonly madeBy?: 'toolchain' | 'programs' | 'image';
  /** The cache's folder in which the step's lies: `image`, or the cache itself. */
  readonly below: 'image' | '.';
  /** Whether a bundle is whole without it. Default: no. */
  readonly optional?: boolean;
  step(): Promise<Pick<CachedStep, 'name' | 'inputs'>>;
}

/**
 * What a bundle has. `kubectl` and the simulated internet's name server are run from the programs' own folders. The mirror of the
 * providers names the cache's path, so that each machine makes its own; it takes no time.
 */
export const bundleParts: readonly Part[] = [
  { name: 'node image', madeBy: 'image', below: 'image', step: () => nodeStep() },
  { name: 'Kubernetes programs', madeBy: 'programs', below: 'image', step: () => goStep('kubernetes') },
  { name: 'CoreDNS', madeBy: 'programs', below: 'image', step: () => goStep('coredns') },
  { name: 'OpenTofu', madeBy: 'toolchain', below: '.', step: opentofuStep },
  ...providers.map((provider) => ({
    name: `Terraform provider ${provider.type}`,
    madeBy: 'toolchain' as const,
    below: '.' as const,
    step: () => providerStep(provider),
  })),
  { name: 'Kubernetes tests', below: '.', optional: true, step: e2eTestStep },
];

/** A part's folder, as it is in every cache: `image/node-0123456789abcdef`. */
export const partFolder = async ({ below, step }: Pick<Part, 'below' | 'step'>): Promise<string> =>
  stepFolder(below, await step());

/** The Go that has built this cache's programs, or the one that would. */
export async function cacheBuilder(): Promise<Builder> {
  const { go, platform } = (await opentofuStep()).inputs;
  return { go, platform };
}

/** Makes the parts that the cache lacks, but for the optional ones. */
export async function buildParts(progress: Progress, cache: string): Promise<void> {
  await buildNodeImage({ progress });
  for (const component of ['kubernetes', 'coredns'] as const) await goPrograms(component);
  await buildOpentofu(progress, cache);
  await providerMirror(progress, cache);
}
