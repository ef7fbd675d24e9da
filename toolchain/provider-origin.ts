import { usageFault } from '../host/fault';
import { registries } from './mirror-layout';
import type { Terraform } from './terraform';

/** Where Terraform takes its providers from: the public registry, or the mirror built here. */
export type ProviderOrigin = 'registry' | 'mirror';

/**
 * Decides where providers come from: what `LAB_PROVIDERS` says, else what this lab used before (a lab's state is only
 * readable by the provider versions that wrote it), else the registry where it answers, else the mirror.
 */
export async function providerOrigin(
  kind: Terraform['kind'],
  { env = process.env, previous, reachable = registryReachable }: ProviderOriginOptions = {},
): Promise<ProviderOrigin> {
  const asked = env.LAB_PROVIDERS;
  if (asked === 'mirror' || asked === 'registry') return asked;
  if (asked) throw usageFault(`LAB_PROVIDERS is ${asked}`, { remedy: 'set it to mirror or registry, or unset it' });
  return previous ?? ((await reachable(kind)) ? 'registry' : 'mirror');
}

export interface ProviderOriginOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What this lab used when it was last changed. */
  readonly previous?: ProviderOrigin;
  /** Default: `registryReachable`. */
  readonly reachable?: (kind: Terraform['kind']) => Promise<boolean>;
}

/**
 * Whether the registry that this kind of Terraform uses answers service discovery within the time given.
 * Asks directly, not through an HTTP proxy: where only a proxy leads out, say `LAB_PROVIDERS=registry`.
 * @param timeout milliseconds
 * @param origin the registry's address; another one serves tests
 */
export async function registryReachable(
  kind: Terraform['kind'],
  timeout = 3_000,
  origin = `https://${registries[kind]}`,
): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/.well-known/terraform.json`, { signal: AbortSignal.timeout(timeout) });
    return answer.ok && typeof ((await answer.json()) as Record<string, unknown>)['providers.v1'] === 'string';
  } catch {
    return false;
  }
}
