import { parse, parseAllDocuments } from 'yaml';
import { resolveLab } from '../../../lib/model';
import { certificateHours, kubeadmInit, kubeadmJoin } from '../../../lib/render';
import { versions } from '../../../versions';
import { machineNamed } from './machines';

const lab = resolveLab();
const documents = parseAllDocuments(kubeadmInit(lab)).map((document) => document.toJS());
const document = (kind: string) => documents.find((candidate) => candidate.kind === kind);
const values = (args: { name: string; value: string }[]) => Object.fromEntries(args.map(({ name, value }) => [name, value]));

test('init reads four documents, kubeadm’s own in version v1beta4', () => {
  expect(documents.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
    'kubeadm.k8s.io/v1beta4 InitConfiguration',
    'kubeadm.k8s.io/v1beta4 ClusterConfiguration',
    'kubelet.config.k8s.io/v1beta1 KubeletConfiguration',
    'kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration',
  ]);
});

test('the API listens at the control plane’s address', () => {
  expect(document('InitConfiguration').localAPIEndpoint).toEqual({ advertiseAddress: '192.168.56.30', bindPort: 6443 });
  expect(document('ClusterConfiguration').controlPlaneEndpoint).toBe('192.168.56.30:6443');
});

test('an idle etcd is left alone: it tells of its progress once a minute', () => {
  expect(values(document('ClusterConfiguration').etcd.local.extraArgs)).toEqual({
    'heartbeat-interval': '500',
    'election-timeout': '5000',
    'watch-progress-notify-interval': '60s',
  });
});

test('the bootstrap token ends within a day, whatever becomes of the lab', () => {
  expect(document('InitConfiguration').bootstrapTokens).toEqual([
    {
      token: '((secret text bootstrap-token))',
      ttl: '24h0m0s',
      usages: ['signing', 'authentication'],
      groups: ['system:bootstrappers:kubeadm:default-node-token'],
    },
  ]);
});

test('the cluster has the lab’s name, version and networks', () => {
  expect(document('ClusterConfiguration')).toMatchObject({
    kubernetesVersion: versions.kubernetes,
    networking: { podSubnet: '20.96.0.0/12', serviceSubnet: '10.96.0.0/12', dnsDomain: 'cluster.local' },
    encryptionAlgorithm: 'ECDSA-P256',
    etcd: { local: { imageTag: `${versions.etcd.replace('v', '')}-0` } },
    dns: { imageTag: versions.coredns },
  });
});

test('certificates live ten years, and kubelets’ as long', () => {
  const period = `${certificateHours}h0m0s`;
  expect(certificateHours).toBe(87_600);
  expect(document('ClusterConfiguration')).toMatchObject({
    certificateValidityPeriod: period,
    caCertificateValidityPeriod: period,
  });
  expect(values(document('ClusterConfiguration').controllerManager.extraArgs)).toMatchObject({
    'cluster-signing-duration': period,
  });
});

test('node ranges come from the model, not from the controller manager', () => {
  const { controllerManager, scheduler } = document('ClusterConfiguration');
  expect(values(controllerManager.extraArgs)).toMatchObject({ 'allocate-node-cidrs': 'false', 'leader-elect': 'false' });
  expect(values(scheduler.extraArgs)).toEqual({ 'leader-elect': 'false' });
});

test('kubelet asks the cluster DNS and keeps the images it was given', () => {
  expect(document('KubeletConfiguration')).toMatchObject({
    clusterDNS: ['10.96.0.10'],
    clusterDomain: 'cluster.local',
    cgroupDriver: 'systemd',
    resolvConf: '/etc/resolv.conf',
    imageGCHighThresholdPercent: 100,
  });
});

test('a part of the cluster that ended in a slow moment is started again within seconds, not minutes', () => {
  expect(document('KubeletConfiguration').crashLoopBackOff).toEqual({ maxContainerRestartPeriod: '20s' });
});

test('kube-proxy routes with iptables and knows the pod network', () => {
  expect(document('KubeProxyConfiguration')).toMatchObject({ mode: 'iptables', clusterCIDR: '20.96.0.0/12' });
});

test('a worker joins with the token and checks the authority by its hash', () => {
  const join = parse(kubeadmJoin(lab, machineNamed(lab, 'worker-2')));
  expect(join).toMatchObject({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: {
        token: '((secret text bootstrap-token))',
        apiServerEndpoint: '192.168.56.30:6443',
        caCertHashes: ['((secret text ca-cert-hash))'],
      },
    },
    nodeRegistration: {
      name: 'worker-2',
      criSocket: 'unix:///run/containerd/containerd.sock',
      kubeletExtraArgs: [
        { name: 'node-ip', value: '192.168.56.32' },
        { name: 'housekeeping-interval', value: '60s' },
      ],
      ignorePreflightErrors: ['NumCPU'],
    },
  });
  // v1beta4 has no such field, and kubeadm is strict.
  expect(join.discovery).not.toHaveProperty('timeout');
});

test('init and join are as patient as one another', () => {
  const { timeouts } = parse(kubeadmJoin(lab, machineNamed(lab, 'worker-1')));
  expect(timeouts).toEqual(document('InitConfiguration').timeouts);
  expect(Object.keys(timeouts).sort()).toEqual([
    'controlPlaneComponentHealthCheck',
    'discovery',
    'etcdAPICall',
    'kubeletHealthCheck',
    'kubernetesAPICall',
    'tlsBootstrap',
  ]);
  for (const value of Object.values(timeouts)) expect(value).toMatch(/^\d+m0s$/);
});

test('the values of another lab are all its own', () => {
  const other = resolveLab({
    name: 'other',
    network: { cidr: '10.77.0.0/24' },
    cluster: { podCidr: '10.32.0.0/16', serviceCidr: '10.43.0.0/16', dnsDomain: 'k8s.test' },
  });
  expect(kubeadmInit(other)).not.toMatch(/192\.168\.56|20\.96|10\.96|cluster\.local|lesson/);
});
