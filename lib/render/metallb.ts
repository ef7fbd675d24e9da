import type { Lab } from '../model';
import { apiServerEnv } from './api-server-env';
import { toYaml } from './yaml';

/** MetalLB's own manifest, as it lies in the node image. */
export const metallbManifest = '/usr/local/share/lab/metallb-native.yaml';

const namespace = 'metallb-system';

/** The addresses MetalLB may give away (metallb.io/v1beta1). */
export function ipAddressPool(lab: Lab): string {
  return toYaml({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { name: 'lab', namespace },
    spec: { addresses: [lab.loadBalancer.pool.toPoolAddress()], avoidBuggyIPs: false },
  });
}

/** Announces the pool on the lab's network by ARP. Without it a Service has an address that no client reaches. */
export function l2Advertisement(): string {
  return toYaml({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'L2Advertisement',
    metadata: { name: 'lab', namespace },
    spec: { ipAddressPools: ['lab'] },
  });
}

/**
 * A kustomization over MetalLB's manifest, for a cluster that may be emulated. It lengthens timeouts as for static pods, and puts
 * speakers on workers only. MetalLB reaches the API server directly, without a validating webhook.
 */
export function metallbKustomization(lab: Lab): string {
  return toYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [metallbManifest],
    patches: [
      workloadPatch(lab, 'Deployment', 'controller'),
      // kubeadm labels control planes as excluded from load balancing, so a speaker there would announce nothing.
      workloadPatch(lab, 'DaemonSet', 'speaker', { tolerations: null }),
      {
        // The webhook answers minutes after the controller started, and until then every pool is refused. Without it a
        // wrong pool shows in the controller's log and in its ConfigurationState object.
        target: { kind: 'Deployment', name: 'controller' },
        patch: toYaml([{ op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--webhook-mode=disabled' }]),
      },
      {
        target: { kind: 'ValidatingWebhookConfiguration' },
        patch: toYaml({
          $patch: 'delete',
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name: 'metallb-webhook-configuration' },
        }),
      },
    ],
  });
}

function workloadPatch(lab: Lab, kind: 'Deployment' | 'DaemonSet', name: string, podSpec: object = {}) {
  const probe = { timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 20 };
  const container = {
    name,
    livenessProbe: probe,
    readinessProbe: { ...probe, periodSeconds: 5 },
    env: apiServerEnv(lab),
  };
  return {
    target: { kind, name },
    patch: toYaml({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace },
      spec: { template: { spec: { ...podSpec, containers: [container] } } },
    }),
  };
}
