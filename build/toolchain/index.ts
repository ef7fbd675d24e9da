export { findTerraform, installedTerraform, type Terraform } from './find-terraform';
export { providerMirror, type ProviderMirror } from './provider-mirror';
export { providerOrigin, type ProviderOrigin } from './provider-origin';
export { lockFile } from './registry-hashes';
export { terraformEnvironment, type TerraformEnvironment } from './environment';
export { prepareToolchain, type Toolchain } from './toolchain';
