export { findTerraform, type Terraform } from './terraform';
export { providerMirror, type ProviderMirror } from './provider-mirror';
export { providerOrigin, registryReachable, type ProviderOrigin } from './provider-origin';
export { terraformEnvironment, type TerraformEnvironment } from './environment';
export { prepareToolchain, type Toolchain } from './toolchain';
