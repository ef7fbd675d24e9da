import { SecretsInput } from '../../../lib/constructs/inputs';
import { Postgres } from '../../../lib/constructs/postgres';
import { resolveLab } from '../../../lib/model';
import { images } from '../../../lib/render';
import { addressOf, only, resources, synthesize } from './synthesis';

const lab = resolveLab();
const synthesized = synthesize(
  (stack) =>
    void new Postgres(stack, 'workload', {
      lab,
      workload: lab.workloads.find(({ kind }) => kind === 'postgres')!,
      secrets: new SecretsInput(stack, lab.name),
    }),
);
const { metadata, spec, ...set } = only(synthesized, 'kubernetes_stateful_set');
const pod = spec.template.spec;
const className = `\${${addressOf(synthesized, 'kubernetes_storage_class')}.metadata[0].name}`;

test('it is a StatefulSet whose pods get their names from the headless Service', () => {
  expect(metadata).toEqual({ name: 'db', namespace: 'default', labels: { app: 'db' } });
  expect(spec).toMatchObject({ service_name: 'db', replicas: '2', selector: { match_labels: { app: 'db' } } });
  expect(spec.template.metadata.labels).toEqual({ app: 'db' });
  expect(set.wait_for_rollout).toBe(true);
});

test('each pod claims a volume of its own', () => {
  expect(spec.volume_claim_template).toEqual([
    {
      metadata: { name: 'data' },
      spec: { access_modes: ['ReadWriteOnce'], storage_class_name: className, resources: { requests: { storage: '1Gi' } } },
    },
  ]);
});

test('it is made after the claims of its pods, and so removed before them', () => {
  expect(set.depends_on).toEqual(
    Object.keys(synthesized.resource.kubernetes_persistent_volume_claim!).map(
      (name) => `kubernetes_persistent_volume_claim.${name}`,
    ),
  );
});

test('PostgreSQL reads its password from a file made of the lab’s secret', () => {
  expect(only(synthesized, 'kubernetes_secret')).toEqual({
    metadata: { name: 'db', namespace: 'default' },
    data: { password: '${sensitive(trimspace(file("${var.secrets}/db-password")))}' },
  });
  const [container] = pod.container;
  expect(container.env).toContainEqual({ name: 'POSTGRES_PASSWORD_FILE', value: '/run/secrets/db/password' });
  expect(container.volume_mount).toEqual([
    { name: 'data', mount_path: '/var/lib/postgresql/data' },
    { name: 'password', mount_path: '/run/secrets/db', read_only: true },
  ]);
});

test('it is ready when its port is open; no process is started to find out', () => {
  expect(pod.container).toEqual([
    expect.objectContaining({
      image: images.postgres,
      image_pull_policy: 'IfNotPresent',
      port: [{ name: 'postgres', container_port: 5432 }],
    }),
  ]);
  expect(pod.container[0].readiness_probe).toMatchObject({ tcp_socket: [{ port: '5432' }] });
  expect(pod.container[0].readiness_probe).not.toHaveProperty('exec');
});
