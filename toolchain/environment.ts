import type { ProviderMirror } from './provider-mirror';
import type { Terraform } from './terraform';

/** Variables for every `terraform` and `cdktf` process the lab starts. */
export type TerraformEnvironment = Readonly<Record<string, string>>;

/**
 * The environment of a `terraform`, `tofu` or `cdktf` process: which program, which providers, no questions, no news.
 * @param mirror where providers come from; without one, the registry and the user's own CLI configuration are used
 */
export function terraformEnvironment({
  terraform,
  mirror,
}: {
  terraform: Terraform;
  mirror?: ProviderMirror;
}): TerraformEnvironment {
  return {
    TERRAFORM_BINARY_NAME: terraform.binary,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CI: '1',
    // Neither Terraform nor cdktf asks its maker for news, and cdktf does not compare itself with the registry's newest.
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    // The lab names its cluster; a kubeconfig of the user's must not be able to.
    KUBE_LOAD_CONFIG_FILE: 'false',
    ...(mirror && {
      TF_CLI_CONFIG_FILE: mirror.configuration,
      // cdktf would copy the mirror's providers to a cache in HOME, and ask the registry for their checksums.
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      CDKTF_SKIP_PROVIDER_LOCK: 'true',
    }),
  };
}
