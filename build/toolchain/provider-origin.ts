import { usageError } from '../../host/user-error';

/** Where Terraform takes its providers from: the public registry, or the mirror built here. */
export type ProviderOrigin = 'registry' | 'mirror';

/**
 * Decides where providers come from: what `LAB_PROVIDERS` says, else what this lab used before, else the mirror. A lab's state is only
 * readable by the provider that wrote it. The mirror's programs are built from pinned sources. A registry is asked only when it is named.
 * @param previous what this lab used when it was last changed
 */
export function providerOrigin({ env = process.env, previous }: ProviderOriginOptions = {}): ProviderOrigin {
  const asked = env.LAB_PROVIDERS;
  if (asked === 'mirror' || asked === 'registry') return asked;
  if (asked) throw usageError(`LAB_PROVIDERS is ${asked}`, { remedy: 'set it to mirror or registry, or unset it' });
  return previous ?? 'mirror';
}

export interface ProviderOriginOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly previous?: ProviderOrigin;
}
