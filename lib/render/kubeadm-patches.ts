import { apiEndpoint, type Lab } from '../model';
import { apiServerEnv } from './api-server-env';
import { images } from './images';
import { toYaml } from './yaml';

/** Where the patches of `kubeadmPatches` lie on the control plane. */
export const patchesFolder = '/etc/lab/kubeadm-patches';

/**
 * Patches for kubeadm's manifests, by file name. A slow component must not look dead: kubelet would restart it and slow
 * everything down. CoreDNS gets one replica, enough for three nodes.
 */
export function kubeadmPatches(lab: Lab): Readonly<Record<string, string>> {
  // Twenty minutes. An emulated API server in a slow hour was seen to let its probes go for seven, and a new one begins with nothing.
  const patient = { timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 60 };
  // kubeadm asks each second, with a TLS handshake each time.
  const ready = { timeoutSeconds: 30, periodSeconds: 10, failureThreshold: 20 };
  const startup = { timeoutSeconds: 60, failureThreshold: 180 };
  const pod = (name: string, probes: object, more: object = {}) =>
    toYaml({ spec: { ...more, containers: [{ name, ...probes }] } });
  return {
    'kube-apiserver+strategic.yaml': pod('kube-apiserver', {
      livenessProbe: patient,
      readinessProbe: ready,
      startupProbe: startup,
    }),
    'kube-controller-manager+strategic.yaml': pod(
      'kube-controller-manager',
      { livenessProbe: patient, startupProbe: startup },
      { initContainers: [untilApiServerIsHealthy(lab)] },
    ),
    'kube-scheduler+strategic.yaml': pod('kube-scheduler', {
      livenessProbe: patient,
      readinessProbe: ready,
      startupProbe: startup,
    }),
    'etcd+strategic.yaml': pod('etcd', { livenessProbe: patient, readinessProbe: ready, startupProbe: startup }),
    'corednsdeployment+strategic.yaml': toYaml({
      spec: {
        replicas: 1,
        template: {
          spec: {
            containers: [
              {
                name: 'coredns',
                env: apiServerEnv(lab),
                livenessProbe: { ...patient, initialDelaySeconds: 120 },
                readinessProbe: { timeoutSeconds: 30, periodSeconds: 5, failureThreshold: 20 },
              },
            ],
          },
        },
      },
    }),
  };
}

/**
 * The controller manager ends when the API server is not healthy ten seconds after its start (WaitForAPIServer in Kubernetes'
 * cmd/kube-controller-manager). On an emulated machine it did so up to nine times, each time at the API server's expense, and workers
 * wait for it: it signs their certificates.
 */
const untilApiServerIsHealthy = (lab: Lab) => ({
  name: 'wait-for-api-server',
  image: images.toolbox,
  imagePullPolicy: 'Never',
  command: [
    'sh',
    '-c',
    `until curl --silent --fail --output /dev/null --max-time 30 --cacert ${certificates}/ca.crt https://${apiEndpoint(lab)}/healthz; do sleep 2; done`,
  ],
  // kubeadm's manifest has the volume.
  volumeMounts: [{ name: 'k8s-certs', mountPath: certificates, readOnly: true }],
});

/** kubeadm's folder of certificates. */
const certificates = '/etc/kubernetes/pki';
