import type { Progress } from '../../host/progress';
import { terraformEnvironment, type TerraformEnvironment } from './environment';
import { providerMirror } from './provider-mirror';
import { providerOrigin, type ProviderOrigin } from './provider-origin';
import { requireRegistryHashes } from './registry-hashes';
import { findTerraform, type Terraform } from './find-terraform';

export interface Toolchain {
  readonly terraform: Terraform;
  /** To be remembered with the lab and given back as `previous`. */
  readonly origin: ProviderOrigin;
  readonly environment: TerraformEnvironment;
}

/** Terraform, its providers, and the environment that ties them together; builds whatever is missing. */
export async function prepareToolchain(progress: Progress, previous?: ProviderOrigin): Promise<Toolchain> {
  const terraform = await findTerraform(progress);
  const origin = providerOrigin({ previous });
  if (origin === 'registry') requireRegistryHashes(terraform.kind);
  const mirror = origin === 'mirror' ? await providerMirror(progress) : undefined;
  return { terraform, origin, environment: terraformEnvironment({ terraform, mirror }) };
}
