import { objectNames } from '../../../lib/model';
import { describeMachines } from '../../../operations/machine-changes';
import { changesIn, machineChanges } from '../../../operations/terraform/planned-changes';

const domain = (name: string, ...actions: string[]) => ({
  type: 'libvirt_domain',
  name: `${name}_Resource_1A`,
  change: { actions, before: { name: `lesson-${name}` }, after: actions.includes('create') ? { name: `lesson-${name}` } : null },
});
const service = {
  type: 'kubernetes_service',
  name: 'service_1A',
  change: { actions: ['update'], before: null, after: { metadata: [{ name: 'db' }] } },
};

test('nothing planned is no change: reading and leaving alone do not count', () => {
  expect(changesIn({})).toEqual([]);
  expect(changesIn({ resource_changes: [domain('a', 'no-op'), domain('b', 'read')] })).toEqual([]);
});

test('a machine that is destroyed and made again, in either order, is replaced', () => {
  expect(changesIn({ resource_changes: [domain('a', 'delete', 'create'), domain('b', 'create', 'delete')] })).toEqual([
    { type: 'libvirt_domain', name: 'lesson-a', action: 'replace' },
    { type: 'libvirt_domain', name: 'lesson-b', action: 'replace' },
  ]);
});

test('an object of the cluster is called by its name there', () => {
  expect(changesIn({ resource_changes: [service] })).toEqual([{ type: 'kubernetes_service', name: 'db', action: 'change' }]);
});

test('machines are told by their own names, sorted, whatever else changes', () => {
  const changes = changesIn({
    resource_changes: [service, domain('worker-2', 'create'), domain('worker-1', 'create'), domain('old', 'delete')],
  });
  expect(machineChanges(objectNames('lesson'), changes)).toEqual({
    make: ['worker-1', 'worker-2'],
    change: [],
    replace: [],
    remove: ['old'],
  });
});

test('what is lost is said first', () => {
  const changes = changesIn({ resource_changes: [domain('new', 'create'), domain('worker-1', 'delete', 'create')] });
  expect(describeMachines(machineChanges(objectNames('lesson'), changes))).toEqual([
    'worker-1: rebuilt, with a new disk',
    'new: made',
  ]);
  expect(describeMachines(machineChanges(objectNames('lesson'), []))).toEqual(['No machine is touched.']);
});
