import { parse, parseAllDocuments } from 'yaml';
import { resolveLab } from '../../../lib/model';
import { kubeadmInit, kubeadmPatches, patchesFolder } from '../../../lib/render';

const patches = kubeadmPatches(resolveLab());

test('patches lie where init looks for them, in names kubeadm understands', () => {
  const [init] = parseAllDocuments(kubeadmInit(resolveLab())).map((document) => document.toJS());
  expect(init.patches).toEqual({ directory: patchesFolder });
  expect(Object.keys(patches).sort()).toEqual([
    'corednsdeployment+strategic.yaml',
    'etcd+strategic.yaml',
    'kube-apiserver+strategic.yaml',
    'kube-controller-manager+strategic.yaml',
    'kube-scheduler+strategic.yaml',
  ]);
});

test.each(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])('%s survives a slow minute', (name) => {
  const [container] = parse(patches[`${name}+strategic.yaml`]!).spec.containers;
  expect(container.name).toBe(name);
  expect(container.livenessProbe).toEqual({ timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 60 });
  expect(container.startupProbe.timeoutSeconds).toBe(60);
});

test('the controller manager gets no readiness probe, because kubeadm gives it none to patch', () => {
  expect(patches['kube-controller-manager+strategic.yaml']).not.toContain('readinessProbe');
});

test('CoreDNS has one replica', () => {
  expect(parse(patches['corednsdeployment+strategic.yaml']!).spec.replicas).toBe(1);
});

test('the controller manager waits for a healthy API server, and believes no other authority than the cluster’s', () => {
  const { initContainers } = parse(patches['kube-controller-manager+strategic.yaml']!).spec;
  expect(initContainers).toEqual([expect.objectContaining({ image: 'lab/toolbox:1', imagePullPolicy: 'Never' })]);
  const [, , script] = initContainers[0].command;
  expect(script).toContain('--cacert /etc/kubernetes/pki/ca.crt https://192.168.56.30:6443/healthz');
  expect(initContainers[0].volumeMounts).toEqual([{ name: 'k8s-certs', mountPath: '/etc/kubernetes/pki', readOnly: true }]);
});
