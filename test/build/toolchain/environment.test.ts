import { terraformEnvironment } from '../../../build/toolchain/environment';

const terraform = { binary: '/usr/bin/tofu', kind: 'opentofu', version: '1.12.6' } as const;

test('with a mirror, Terraform reads its configuration and cdktf asks no registry', () => {
  expect(
    terraformEnvironment({ terraform, mirror: { folder: '/cache/mirror', configuration: '/cache/terraform.tfrc' } }),
  ).toMatchObject({
    TERRAFORM_BINARY_NAME: '/usr/bin/tofu',
    TF_CLI_CONFIG_FILE: '/cache/terraform.tfrc',
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CHECKPOINT_DISABLE: '1',
    KUBE_LOAD_CONFIG_FILE: 'false',
  });
});

test('without a mirror, the user’s own CLI configuration and the lock of checksums stay', () => {
  const own = { TF_CLI_CONFIG_FILE: '/home/ann/mine.tfrc', TF_TOKEN_example_com: 'word' };
  const environment = terraformEnvironment({ terraform, env: { ...own, TF_LOG: 'TRACE', TF_CLI_ARGS: '-destroy' } });
  expect(environment).toMatchObject(own);
  expect(environment).not.toHaveProperty('TF_LOG');
  expect(environment).not.toHaveProperty('TF_CLI_ARGS');
  expect(terraformEnvironment({ terraform, env: {} })).not.toHaveProperty('TF_CLI_CONFIG_FILE');
  expect(environment).not.toHaveProperty('CDKTF_SKIP_PROVIDER_LOCK');
});
