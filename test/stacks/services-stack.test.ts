import { resources } from '../lib/constructs/synthesis';
import { counts, synthesizeStack } from './synthesis';

const synthesized = synthesizeStack('services');

test('has six Services, their workloads, and the toolbox', () => {
  expect(counts(synthesized)).toEqual({
    kubernetes_service: 6,
    kubernetes_deployment: 1,
    kubernetes_stateful_set: 1,
    kubernetes_daemonset: 1,
    kubernetes_secret: 2,
    kubernetes_storage_class: 1,
    kubernetes_persistent_volume: 2,
    kubernetes_persistent_volume_claim: 2,
  });
});

test.each([
  ['api-tester', { type: 'ClusterIP', cluster_ip: '10.96.0.100', selector: { app: 'api-tester' } }, [[80, '8080']]],
  [
    'api-tester-nodeport',
    { type: 'NodePort', external_traffic_policy: 'Cluster', selector: { app: 'api-tester' } },
    [[80, '8080', 30080]],
  ],
  [
    'api-tester-lb',
    {
      type: 'LoadBalancer',
      load_balancer_ip: '192.168.56.60',
      external_traffic_policy: 'Cluster',
      selector: { app: 'api-tester' },
    },
    [
      [80, '8080'],
      [443, '8443'],
    ],
  ],
  ['ext-github', { type: 'ExternalName', external_name: 'github.com' }, []],
  ['api-tester2', { type: 'ClusterIP', cluster_ip: 'None', selector: { app: 'api-tester' } }, [[8080, '8080']]],
  ['db', { type: 'ClusterIP', cluster_ip: 'None', selector: { app: 'db' } }, [[5432, '5432']]],
])('the Service %s is the lesson’s', (name, expected, ports) => {
  const service = resources(synthesized, 'kubernetes_service').find(({ metadata }) => metadata.name === name)!;
  const { port = [], ...spec } = service.spec;
  expect(service.metadata.namespace).toBe('default');
  expect(spec).toEqual(expected);
  expect(
    port.map((one: { port: number; target_port: string; node_port?: number }) =>
      [one.port, one.target_port, one.node_port].filter((value) => value !== undefined),
    ),
  ).toEqual(ports);
});

test('a Service selects pods that exist, by the label they carry', () => {
  const labels = ['kubernetes_deployment', 'kubernetes_stateful_set'].flatMap((type) =>
    resources(synthesized, type).map(({ spec }) => spec.template.metadata.labels.app),
  );
  const selected = resources(synthesized, 'kubernetes_service').flatMap(({ spec }) => spec.selector?.app ?? []);
  expect([...new Set(selected)].sort()).toEqual(labels.sort());
});

test('the StatefulSet gets its names from the headless Service of its own pods', () => {
  expect(resources(synthesized, 'kubernetes_stateful_set').map(({ spec }) => spec.service_name)).toEqual(['db']);
});

test('the number of pods is the definition’s, and of volumes and claims that of database pods', () => {
  const other = synthesizeStack('services', {
    workloads: { 'api-tester': { kind: 'api-tester', replicas: 5 }, db: { kind: 'postgres', replicas: 3 } },
  });
  expect(resources(other, 'kubernetes_deployment')[0]!.spec.replicas).toBe('5');
  expect(resources(other, 'kubernetes_stateful_set')[0]!.spec.replicas).toBe('3');
  expect(counts(other)).toMatchObject({ kubernetes_persistent_volume: 3, kubernetes_persistent_volume_claim: 3 });
});

test('needs one provider in one exact version, whose keys are read from files', () => {
  expect(synthesized.terraform.required_providers).toEqual({
    kubernetes: { source: 'kubernetes', version: '1.13.4' },
  });
  expect(synthesized.provider.kubernetes).toEqual([
    expect.objectContaining({
      host: 'https://192.168.56.30:6443',
      client_key: '${sensitive(trimspace(file("${var.secrets}/admin.key")))}',
    }),
  ]);
  expect(Object.keys(synthesized.variable)).toEqual(['secrets']);
});

test('tells the Services’ names in the cluster, and where outsiders reach those that are published', () => {
  const { service_names: names, urls } = synthesized.output;
  expect(names!.value).toMatchObject({
    db: 'db.default.svc.cluster.local',
    'ext-github': 'ext-github.default.svc.cluster.local',
  });
  expect(urls!.value).toEqual({
    'api-tester-lb': ['http://192.168.56.60', 'https://192.168.56.60'],
    'api-tester-nodeport': ['30', '31', '32'].map((last) => `http://192.168.56.${last}:30080`),
  });
});
