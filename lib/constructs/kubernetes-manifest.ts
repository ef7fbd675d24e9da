import { Manifest } from '@cdktf/provider-kubectl/lib/manifest';
import { KubectlProvider } from '@cdktf/provider-kubectl/lib/provider';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Lab } from '../model';
import { clusterAccess } from './cluster-access';
import type { SecretsInput } from './inputs';

/**
 * The kubectl provider, for objects the Kubernetes provider cannot manage: MetalLB's custom resources, and the CoreDNS
 * ConfigMap that kubeadm made first. It tries each object again until the API server answers, so this stack may be
 * applied while the cluster still boots.
 */
export function kubectlProvider(scope: Construct, lab: Lab, secrets: SecretsInput): void {
  new KubectlProvider(scope, 'kubectl', {
    ...clusterAccess(lab, secrets),
    loadConfigFile: false,
    // 3 to 30 seconds between tries: about half an hour in all.
    applyRetryCount: 60,
  });
}

export interface KubernetesManifestProps {
  /** One Kubernetes object. */
  readonly yaml: string;
  /** Keep the object when the lab is destroyed, because it was there before. Default: false. */
  readonly adopted?: boolean;
  readonly dependsOn?: ITerraformDependable[];
}

/** An object of the cluster, whatever its kind, as YAML. */
export function kubernetesManifest(scope: Construct, id: string, props: KubernetesManifestProps): TerraformResource {
  return new Manifest(scope, id, {
    yamlBody: props.yaml,
    applyOnly: props.adopted ?? false,
    serverSideApply: true,
    forceConflicts: true,
    // Validation fetches the whole OpenAPI document, which an emulated API server takes minutes to write.
    validateSchema: false,
    dependsOn: props.dependsOn,
  });
}
