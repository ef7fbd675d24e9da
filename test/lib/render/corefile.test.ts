import { parse } from 'yaml';
import { resolveLab } from '../../../lib/model';
import { corednsConfigMap, corefile } from '../../../lib/render';

test('every name that is not the cluster’s goes to the name server', () => {
  expect(corefile(resolveLab())).toContain('\n    forward . 192.168.56.50 {\n');
});

test('forwarders are asked in the order given', () => {
  const lab = resolveLab({ dns: { clusterForwarders: ['.50', '203.0.113.53'] } });
  expect(corefile(lab)).toContain(
    '\n    forward . 192.168.56.50 203.0.113.53 {\n        max_concurrent 1000\n        policy sequential\n',
  );
});

test('nothing comes from /etc/resolv.conf', () => {
  expect(corefile(resolveLab())).not.toContain('resolv.conf');
});

test('the cluster’s names are served under its domain', () => {
  const text = corefile(resolveLab({ cluster: { dnsDomain: 'k8s.test' } }));
  // Reverse names of the cluster's own ranges alone: those of the company's machines are the name server's.
  expect(text).toContain('\n    kubernetes k8s.test 10.96.0.0/12 20.96.0.0/12 {\n');
  expect(text).not.toContain('cluster.local');
});

test('a loop is detected, and changes are read without a restart', () => {
  expect(corefile(resolveLab()).split('\n')).toEqual(expect.arrayContaining(['    loop', '    reload 10s 5s']));
});

test('every brace is closed', () => {
  const text = corefile(resolveLab());
  expect(text.split('{')).toHaveLength(text.split('}').length);
});

test('the ConfigMap is the one kubeadm made, with this text', () => {
  const lab = resolveLab();
  expect(parse(corednsConfigMap(lab))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: corefile(lab) },
  });
});
