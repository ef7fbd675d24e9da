import { localStorage } from '../../../lib/constructs/local-storage';
import { resolveLab } from '../../../lib/model';
import { addressOf, only, resources, synthesize } from './synthesis';

const lab = resolveLab();
const workload = lab.workloads.find(({ kind }) => kind === 'postgres')!;
const synthesized = synthesize((stack) => void localStorage(stack, { lab, workload }));
const className = `\${${addressOf(synthesized, 'kubernetes_storage_class')}.metadata[0].name}`;
const claimed = { access_modes: ['ReadWriteOnce'], storage_class_name: className, resources: { requests: { storage: '1Gi' } } };

test('a volume is a folder on one worker, and keeps what is in it', () => {
  expect(resources(synthesized, 'kubernetes_persistent_volume')).toEqual(
    [
      ['db-volume-0', 'worker-1'],
      ['db-volume-1', 'worker-2'],
    ].map(([name, node]) => ({
      metadata: { name },
      spec: [
        {
          capacity: { storage: '1Gi' },
          access_modes: ['ReadWriteOnce'],
          persistent_volume_reclaim_policy: 'Retain',
          storage_class_name: className,
          persistent_volume_source: { host_path: { path: `/var/lib/lab/volumes/${name}`, type: 'DirectoryOrCreate' } },
          node_affinity: {
            required: {
              node_selector_term: [{ match_expressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
            },
          },
        },
      ],
    })),
  );
});

test('a claim waits for its pod, so that both are on one worker', () => {
  expect(only(synthesized, 'kubernetes_storage_class')).toEqual({
    metadata: { name: 'db-local' },
    storage_provisioner: 'kubernetes.io/no-provisioner',
    volume_binding_mode: 'WaitForFirstConsumer',
    reclaim_policy: 'Retain',
  });
});

test('each pod’s claim is a resource, by the name that the StatefulSet’s controller gives it', () => {
  expect(resources(synthesized, 'kubernetes_persistent_volume_claim')).toEqual(
    ['data-db-0', 'data-db-1'].map((name) => ({
      metadata: { name, namespace: 'default', labels: { app: 'db' } },
      wait_until_bound: false,
      spec: claimed,
      depends_on: expect.anything(),
    })),
  );
});

test('a claim is made after the volumes, and so removed before them', () => {
  const volumes = Object.keys(synthesized.resource.kubernetes_persistent_volume!).map(
    (name) => `kubernetes_persistent_volume.${name}`,
  );
  for (const claim of resources(synthesized, 'kubernetes_persistent_volume_claim')) expect(claim.depends_on).toEqual(volumes);
});

test('the StatefulSet’s template asks for what the claims ask for', () => {
  synthesize((stack) => {
    const { claimTemplate } = localStorage(stack, { lab, workload });
    expect(claimTemplate).toMatchObject({
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
  });
});
