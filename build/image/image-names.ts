import { versions } from '../../versions';

/**
 * Every container image a node carries, by the name pods and kubeadm ask for. The names of other people's images are
 * theirs, so that the same manifests run anywhere; what is in them is built here from the same sources and version.
 */
export const imageNames = {
  kubeApiserver: `registry.k8s.io/kube-apiserver:${versions.kubernetes}`,
  kubeControllerManager: `registry.k8s.io/kube-controller-manager:${versions.kubernetes}`,
  kubeScheduler: `registry.k8s.io/kube-scheduler:${versions.kubernetes}`,
  kubeProxy: `registry.k8s.io/kube-proxy:${versions.kubernetes}`,
  /** kubeadm's own default is an older patch release: `etcd.local.imageTag` has to name this one. */
  etcd: `registry.k8s.io/etcd:${versions.etcd.slice(1)}-0`,
  coredns: `registry.k8s.io/coredns/coredns:${versions.coredns}`,
  pause: `registry.k8s.io/pause:${versions.pause}`,
  agnhost: `registry.k8s.io/e2e-test-images/agnhost:${versions.agnhost}`,
  metallbController: `quay.io/metallb/controller:${versions.metallb}`,
  metallbSpeaker: `quay.io/metallb/speaker:${versions.metallb}`,
  /** A shell with a network student's tools. */
  toolbox: 'lab/toolbox:1',
  /** The Debian release's PostgreSQL with an entrypoint of ours. */
  postgres: `lab/postgres:${versions.postgres}`,
} as const;

export type ImageName = (typeof imageNames)[keyof typeof imageNames];

/** The name containerd keeps an image under: one without a registry's host name belongs, by convention, to docker.io. */
export const fullImageName = (name: string): string => (name.split('/')[0]?.includes('.') ? name : `docker.io/${name}`);
