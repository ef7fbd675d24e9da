import { parse } from 'yaml';
import { addressOf, resources } from '../lib/constructs/synthesis';
import { counts, synthesizeStack } from './synthesis';

const synthesized = synthesizeStack('platform');
const objects = (definition?: object) =>
  resources(synthesizeStack('platform', definition), 'kubectl_manifest').map(({ yaml_body }) => parse(yaml_body));

test('has the wait for the cluster, its DNS, the pool and its announcement, and nothing else', () => {
  expect(counts(synthesized)).toEqual({ kubectl_manifest: 3, terraform_data: 1 });
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
  expect(Object.keys(synthesized.variable)).toEqual(['node', 'secrets', 'states_lesson']);
});

test('nothing is made in the cluster before it was waited for', () => {
  const gate = addressOf(synthesized, 'terraform_data');
  const first = resources(synthesized, 'kubectl_manifest').filter(({ yaml_body }) => !yaml_body.includes('L2Advertisement'));
  expect(first.map(({ depends_on }) => depends_on)).toEqual([[gate], [gate]]);
});

test('the cluster is waited for again once a machine was made anew, or a node came', () => {
  const triggers = (definition?: object) =>
    resources(synthesizeStack('platform', definition), 'terraform_data')[0]!.triggers_replace;
  expect(triggers()).toEqual([
    expect.stringMatching(/^\$\{try\(data\.terraform_remote_state\..*machines.*, ""\)\}$/),
    ...['control-plane', 'worker-1', 'worker-2'],
  ]);
  expect(triggers({ workers: 3 })).toContain('worker-3');
});

test('the states of other stacks are where this lab’s are, whatever the folder of the stack', () => {
  expect(synthesized.variable.states_lesson!.default).toBe('../../../.lab/lesson/terraform');
  expect(Object.values(synthesized.data!.terraform_remote_state!)).toEqual([
    { backend: 'local', config: { path: '${var.states_lesson}/infrastructure.tfstate' } },
  ]);
});

test('tells the API, the kubeconfig and the addresses that may be published', () => {
  const values = Object.entries(synthesized.output).map(([name, { value }]) => [name, value]);
  expect(Object.fromEntries(values)).toEqual({
    api_server: 'https://192.168.56.30:6443',
    kubeconfig: '${abspath("${var.secrets}/kubeconfig")}',
    load_balancer_pool: '192.168.56.60',
  });
});
