import { importId, lostAnswer } from '../../../operations/cluster/apply-to-cluster';
import { objectsToMake } from '../../../operations/terraform/planned-changes';

const made = (type: string, metadata: object) => ({
  address: `${type}.it_1A`,
  type,
  name: 'it_1A',
  change: { actions: ['create'], before: null, after: { metadata: [metadata] } },
});

test.each([
  'Error: etcdserver: request timed out',
  'Error: Timeout: request did not complete within requested timeout - context deadline exceeded',
  'Error: Post "https://192.168.56.30:6443/api/v1/namespaces/default/services": unexpected EOF',
  'read tcp 192.168.56.10:39834->192.168.56.30:6443: read: connection reset by peer',
  'dial tcp 192.168.56.30:6443: connect: connection refused',
  'net/http: TLS handshake timeout',
  'Error: services "api-tester-lb" already exists',
])('an answer was lost: %s', (output) => expect(lostAnswer(output)).toBeDefined());

test.each([
  'Error: Service "db" is invalid: spec.ports[0].nodePort: Invalid value: 80',
  'Error: forbidden: User "somebody" cannot create resource',
  'Error: Waiting for rollout to finish: 1 old replicas are pending termination',
])('a failure of its own is none: %s', (output) => expect(lostAnswer(output)).toBeUndefined());

test('objects that Terraform would make are named as kubectl and the provider’s import name them', () => {
  const [service, storageClass] = objectsToMake({
    resource_changes: [
      made('kubernetes_service', { name: 'db', namespace: 'default' }),
      made('kubernetes_storage_class', { name: 'local' }),
    ],
  });
  expect(service).toEqual({ address: 'kubernetes_service.it_1A', kind: 'service', name: 'db', namespace: 'default' });
  expect(storageClass).toEqual({ address: 'kubernetes_storage_class.it_1A', kind: 'storageclass', name: 'local' });
  expect([service!, storageClass!].map(importId)).toEqual(['default/db', 'local']);
});

test('nothing is taken over that Terraform knows, replaces, or applies by itself', () => {
  const known = { ...made('kubernetes_service', { name: 'db' }), change: { actions: ['no-op'], before: null, after: null } };
  const replaced = made('kubernetes_service', { name: 'db' });
  replaced.change.actions = ['delete', 'create'];
  expect(objectsToMake({ resource_changes: [known, replaced, made('kubectl_manifest', { name: 'pool' })] })).toEqual([]);
});
