import { fullImageName, imageNames } from '../../../build/image/image-names';
import { images } from '../../../lib/render';

test('every container image has the name that kubeadm and the manifests ask for', () => {
  expect(imageNames).toEqual({
    kubeApiserver: 'registry.k8s.io/kube-apiserver:v1.37.2',
    kubeControllerManager: 'registry.k8s.io/kube-controller-manager:v1.37.2',
    kubeScheduler: 'registry.k8s.io/kube-scheduler:v1.37.2',
    kubeProxy: 'registry.k8s.io/kube-proxy:v1.37.2',
    etcd: 'registry.k8s.io/etcd:3.7.3-0',
    coredns: 'registry.k8s.io/coredns/coredns:v1.14.6',
    pause: 'registry.k8s.io/pause:3.10.2',
    agnhost: 'registry.k8s.io/e2e-test-images/agnhost:2.66.1',
    metallbController: 'quay.io/metallb/controller:v0.15.3',
    metallbSpeaker: 'quay.io/metallb/speaker:v0.15.3',
    toolbox: 'lab/toolbox:1',
    postgres: 'lab/postgres:15',
  });
});

test('the images the constructs use are in the node image', () => {
  expect(Object.values(imageNames)).toEqual(expect.arrayContaining(Object.values(images)));
});

test.each([
  ['lab/toolbox:1', 'docker.io/lab/toolbox:1'],
  ['quay.io/metallb/speaker:v0.15.3', 'quay.io/metallb/speaker:v0.15.3'],
  ['registry.k8s.io/pause:3.10.2', 'registry.k8s.io/pause:3.10.2'],
])('containerd keeps %s as %s', (name, full) => {
  expect(fullImageName(name)).toBe(full);
});
