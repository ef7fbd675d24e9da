import type { ProviderMirror } from './provider-mirror';
import type { Terraform } from './find-terraform';

/** Variables for every `terraform` and `cdktf` process the lab starts. */
export type TerraformEnvironment = Readonly<Record<string, string>>;

/**
 * The environment of a `terraform`, `tofu` or `cdktf` process: which program, which providers, no questions, no news.
 * @param mirror where providers come from; without one, the registry and the user's own CLI configuration are used
 * @param env where the user's configuration and registry tokens are named (`TF_CLI_CONFIG_FILE`, `TF_TOKEN_HOST`)
 */
export function terraformEnvironment({
  terraform,
  mirror,
  env = process.env,
}: {
  terraform: Terraform;
  mirror?: ProviderMirror;
  env?: NodeJS.ProcessEnv;
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
    ...(mirror ? mirrorSettings(mirror) : registrySettings(env)),
  };
}

const mirrorSettings = (mirror: ProviderMirror): TerraformEnvironment => ({
  TF_CLI_CONFIG_FILE: mirror.configuration,
  // cdktf would copy the mirror's providers to a cache in HOME, and ask the registry for their checksums.
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
  CDKTF_SKIP_PROVIDER_LOCK: 'true',
});

const registrySettings = (env: NodeJS.ProcessEnv): TerraformEnvironment =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && (name === 'TF_CLI_CONFIG_FILE' || name.startsWith('TF_TOKEN_')) ? [[name, value]] : [],
    ),
  );
