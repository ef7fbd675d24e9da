import { parse } from 'yaml';
import { resources } from '../lib/constructs/synthesis';
import { counts, synthesizeStack } from './synthesis';

const synthesized = synthesizeStack('platform');
const objects = (definition?: object) =>
  resources(synthesizeStack('platform', definition), 'kubectl_manifest').map(({ yaml_body }) => parse(yaml_body));

test('has the cluster’s DNS, the pool and its announcement, and nothing else', () => {
  expect(counts(synthesized)).toEqual({ kubectl_manifest: 3 });
  expect(objects().map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'ConfigMap kube-system/coredns',
    'IPAddressPool metallb-system/lab',
    'L2Advertisement metallb-system/lab',
  ]);
});

test('the cluster asks the name server, and the pool is the lesson’s address', () => {
  const [dns, pool] = objects();
  expect(dns.data.Corefile).toContain('forward . 192.168.56.50 {');
  expect(pool.spec.addresses).toEqual(['192.168.56.60/32']);
});

test('another forwarder changes the Corefile alone', () => {
  const [before, after] = [objects(), objects({ dns: { clusterForwarders: ['203.0.113.53'] } })];
  expect(after[0].data.Corefile).toBe(before[0].data.Corefile.replace('192.168.56.50', '203.0.113.53'));
  expect(after.slice(1)).toEqual(before.slice(1));
});

test('only the Corefile, which was there before, outlives the lab', () => {
  expect(resources(synthesized, 'kubectl_manifest').map(({ apply_only }) => apply_only)).toEqual([true, false, false]);
});

test('needs one provider, whose keys are read from files', () => {
  expect(synthesized.terraform.required_providers).toEqual({ kubectl: { source: 'gavinbunney/kubectl', version: '1.19.0' } });
  expect(synthesized.provider.kubectl).toEqual([
    expect.objectContaining({
      host: 'https://192.168.56.30:6443',
      client_key: '${sensitive(trimspace(file("${var.secrets}/admin.key")))}',
    }),
  ]);
  expect(Object.keys(synthesized.variable)).toEqual(['secrets']);
});
