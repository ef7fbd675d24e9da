import type { Lab } from '../model';
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

/** Announces the pool on the lab's network by ARP; without it an address is given but nobody can reach it. */
export function l2Advertisement(): string {
  return toYaml({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'L2Advertisement',
    metadata: { name: 'lab', namespace },
    spec: { ipAddressPools: ['lab'] },
  });
}

/** A kustomization over MetalLB's manifest: the same patience as for the static pods, and speakers on the workers only. */
export function metallbKustomization(): string {
  const probe = { timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 20 };
  const patch = (kind: string, name: string, podSpec: object = {}) => ({
    target: { kind, name },
    patch: toYaml({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace },
      spec: {
        template: {
          spec: { ...podSpec, containers: [{ name, livenessProbe: probe, readinessProbe: { ...probe, periodSeconds: 5 } }] },
        },
      },
    }),
  });
  return toYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [metallbManifest],
    patches: [
      patch('Deployment', 'controller'),
      // kubeadm labels control planes as excluded from load balancing, so a speaker there would announce nothing.
      patch('DaemonSet', 'speaker', { tolerations: null }),
    ],
  });
}
