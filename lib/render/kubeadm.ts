import { apiEndpoint, type Lab, type Machine } from '../model';
import { versions } from '../../versions';
import { patchesFolder } from './kubeadm-patches';
import { secret } from './terraform-template';
import { toYaml } from './yaml';

/**
 * Configuration files for `kubeadm init` and `kubeadm join`, API version kubeadm.k8s.io/v1beta4
 * (https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/).
 */
const apiVersion = 'kubeadm.k8s.io/v1beta4';

/** Hours that every certificate of the lab lives: ten years, longer than any lab. */
export const certificateHours = 10 * 365 * 24;
const certificatePeriod = `${certificateHours}h0m0s`;

export const criSocket = 'unix:///run/containerd/containerd.sock';

/** An emulated machine needs minutes where a real one needs seconds; kubeadm waits for conditions, so long limits cost nothing. */
const timeouts = {
  controlPlaneComponentHealthCheck: '30m0s',
  kubeletHealthCheck: '15m0s',
  kubernetesAPICall: '10m0s',
  etcdAPICall: '10m0s',
  tlsBootstrap: '30m0s',
  discovery: '60m0s',
};

/** Config for `kubeadm init` on the control plane, with the cluster's kubelet and kube-proxy configuration. */
export function kubeadmInit(lab: Lab): string {
  return toYaml(
    {
      apiVersion,
      kind: 'InitConfiguration',
      bootstrapTokens: [
        {
          token: secret('bootstrap-token'),
          // For a machine that was switched off while it joined; the token is taken away once every node is Ready.
          ttl: '24h0m0s',
          usages: ['signing', 'authentication'],
          groups: ['system:bootstrappers:kubeadm:default-node-token'],
        },
      ],
      localAPIEndpoint: { advertiseAddress: String(lab.controlPlane.address), bindPort: 6443 },
      nodeRegistration: nodeRegistration(lab.controlPlane),
      patches: { directory: patchesFolder },
      timeouts,
    },
    clusterConfiguration(lab),
    kubeletConfiguration(lab),
    kubeProxyConfiguration(lab),
  );
}

/** Config for `kubeadm join` on a worker. The CA is checked by its hash, so the worker may boot before the control plane. */
export function kubeadmJoin(lab: Lab, worker: Machine): string {
  return toYaml({
    apiVersion,
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: {
        token: secret('bootstrap-token'),
        apiServerEndpoint: apiEndpoint(lab),
        caCertHashes: [secret('ca-cert-hash')],
      },
    },
    nodeRegistration: nodeRegistration(worker),
    timeouts,
  });
}

function nodeRegistration(node: Machine) {
  return {
    name: node.name,
    criSocket,
    // All images are in the node image already.
    imagePullPolicy: 'IfNotPresent',
    // cAdvisor looks at every container each time; on an emulated machine that alone keeps a core busy.
    kubeletExtraArgs: args({ 'node-ip': String(node.address), 'housekeeping-interval': '60s' }),
    // kubeadm asks for two CPUs on a control plane; a lab may have one.
    ignorePreflightErrors: ['NumCPU'],
  };
}

function clusterConfiguration(lab: Lab) {
  return {
    apiVersion,
    kind: 'ClusterConfiguration',
    kubernetesVersion: versions.kubernetes,
    controlPlaneEndpoint: apiEndpoint(lab),
    // An emulated CPU makes an elliptic key in a blink and an RSA key in seconds.
    encryptionAlgorithm: 'ECDSA-P256',
    // By default kubeadm's certificates end after a year, and with them the cluster.
    certificateValidityPeriod: certificatePeriod,
    caCertificateValidityPeriod: certificatePeriod,
    networking: {
      podSubnet: String(lab.cluster.podCidr),
      serviceSubnet: String(lab.cluster.serviceCidr),
      dnsDomain: lab.cluster.dnsDomain,
    },
    etcd: {
      local: {
        imageTag: `${versions.etcd.slice(1)}-0`,
        extraArgs: args({
          // etcd's advice for slow disks and networks: https://etcd.io/docs/v3.6/tuning/
          ...{ 'heartbeat-interval': '500', 'election-timeout': '5000' },
          // kubeadm says 5 s. Each time every watch of the API server is told, which kept an emulated, idle etcd at a quarter of a processor.
          'watch-progress-notify-interval': '60s',
        }),
      },
    },
    dns: { imageTag: versions.coredns },
    // One control plane needs no leader election. Without it no component loses a lease and exits in a slow moment.
    controllerManager: {
      extraArgs: args({
        'allocate-node-cidrs': 'false',
        'leader-elect': 'false',
        'node-monitor-grace-period': '2m0s',
        // Of kubelets' client certificates; the authority's own end is never passed.
        'cluster-signing-duration': certificatePeriod,
      }),
    },
    scheduler: { extraArgs: args({ 'leader-elect': 'false' }) },
    // A request that meets a slow moment is answered late instead of refused after a minute.
    apiServer: { extraArgs: args({ profiling: 'false', 'request-timeout': '5m0s' }) },
  };
}

function kubeletConfiguration(lab: Lab) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    clusterDNS: [String(lab.cluster.dnsServiceAddress)],
    clusterDomain: lab.cluster.dnsDomain,
    cgroupDriver: 'systemd',
    rotateCertificates: true,
    resolvConf: '/etc/resolv.conf',
    // Fewer rounds of housekeeping: on an emulated machine an idle kubelet is the largest consumer.
    nodeStatusUpdateFrequency: '30s',
    nodeLeaseDurationSeconds: 120,
    volumeStatsAggPeriod: '10m0s',
    runtimeRequestTimeout: '15m0s',
    // The controller manager ends when the API server is slow to answer. Its next try would be up to five minutes away (KEP-4603).
    crashLoopBackOff: { maxContainerRestartPeriod: '20s' },
    // The images came with the machine; if kubelet removed one there would be nowhere to pull it from.
    imageGCHighThresholdPercent: 100,
    // With no threshold to watch, kubelet stops asking containerd for every container's figures each ten seconds.
    evictionHard: { 'memory.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%' },
    localStorageCapacityIsolation: false,
  };
}

function kubeProxyConfiguration(lab: Lab) {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    clusterCIDR: String(lab.cluster.podCidr),
    conntrack: { maxPerCore: 0 },
  };
}

const args = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([name, value]) => ({ name, value }));
