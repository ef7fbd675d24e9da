import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { type TerraformStack } from 'cdktf';
import { apiEndpoint, type Lab } from '../model';
import { versions } from '../../versions';
import type { SecretsInput } from './inputs';

/**
 * The Kubernetes provider. Its bindings ask for one exact version; only arguments and resources that 1.13.4 and 2.x
 * understand alike are used, so either may run: the one built from its Go module, or the registry's.
 */
export function kubernetesProvider(stack: TerraformStack, lab: Lab, secrets: SecretsInput): void {
  new KubernetesProvider(stack, 'kubernetes', {
    host: `https://${apiEndpoint(lab)}`,
    clusterCaCertificate: secrets.expression('ca.crt'),
    clientCertificate: secrets.expression('admin.crt'),
    clientKey: secrets.expression('admin.key'),
  });
  stack.addOverride('terraform.required_providers.kubernetes.version', `>= ${versions.providers.kubernetes}, < 3.0.0`);
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
