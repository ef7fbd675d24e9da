import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { type TerraformStack } from 'cdktf';
import type { Lab } from '../model';
import { versions } from '../../versions';
import { clusterAccess } from './cluster-access';
import type { SecretsInput } from './inputs';

/**
 * The Kubernetes provider. Its bindings are of 2.38.0; the program is the newest that the Go module proxy serves. Only arguments
 * and resources that both understand alike are used. The exact version is asked for, wherever it comes from.
 * @param version default: the one that is built here
 */
export function kubernetesProvider(
  stack: TerraformStack,
  lab: Lab,
  secrets: SecretsInput,
  version: string = versions.providers.kubernetes,
): void {
  const provider = new KubernetesProvider(stack, 'kubernetes', clusterAccess(lab, secrets));
  // Without this 1.x reads ~/.kube/config as well, which names another cluster. 2.x reads none, and refuses the word.
  if (version.startsWith('1.')) provider.addOverride('load_config_file', false);
  stack.addOverride('terraform.required_providers.kubernetes.version', version);
}

/** The lab's objects live in the namespace every cluster has, so that names are as short as in the lesson. */
export const namespace = 'default';

/** Waits for something under software emulation: generous, and over as soon as it is there. */
export const patientTimeouts = { create: '30m', update: '30m', delete: '15m' };

/** A pod that needs no token of the API server gets none, and no environment variable per Service. */
export const plainPod = { automountServiceAccountToken: false, enableServiceLinks: false };

/** Prefers a node that runs no other pod of the same application. */
export const spreadOverNodes = (app: string) => ({
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: [{ matchLabels: { app } }] } },
    ],
  },
});

/** A probe that a slow moment does not fail. Never an `exec` probe: starting a process is dear on an emulated machine. */
export const patientProbe = { timeoutSeconds: 30, periodSeconds: 15, failureThreshold: 30 };
