import { type ClusterObject, unsettledObjects } from '../../../lib/probe';

const now = Date.parse('2026-11-25T12:00:00Z');
/** So many seconds ago. */
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString().replace('.000', '');
const ready = (status: string, seconds?: number) => ({
  conditions: [{ type: 'Ready', status, lastTransitionTime: seconds === undefined ? undefined : ago(seconds) }],
});
type More = Partial<Omit<ClusterObject, 'metadata'>> & { metadata?: Partial<ClusterObject['metadata']> };
const object = (kind: string, { metadata, ...more }: More = {}): ClusterObject => ({
  kind,
  metadata: { name: 'one', creationTimestamp: ago(3600), ...metadata },
  ...more,
});
const pod = (more: More = {}) =>
  object('Pod', { status: ready('True', 3000), ...more, metadata: { namespace: 'default', ...more.metadata } });
const unsettled = (...objects: ClusterObject[]) => unsettledObjects(objects, now);
const waiting = (reason: string) => ({ containerStatuses: [{ state: { waiting: { reason } } }] });
const edited = (seconds: number, subresource?: string) => ({
  managedFields: [{ time: ago(seconds), subresource }, { time: ago(3000) }],
});

test('a lab in which everything is Ready and old is settled', () => {
  const kinds = ['Node', 'Pod'].map((kind) => object(kind, { status: ready('True', 3000) }));
  expect(unsettled(...kinds, object('ConfigMap'), object('Service'), object('Deployment', { spec: {}, status: {} }))).toEqual([]);
});

test.each([
  ['a new object', pod({ metadata: { creationTimestamp: ago(100) } }), 'Pod default/one is new', 80],
  ['a pod that was Ready a minute ago', pod({ status: ready('False', 60) }), 'Pod default/one is not Ready', 120],
  ['a pod that has just become Ready', pod({ status: ready('True', 10) }), 'Pod default/one has just become Ready', 20],
  ['a node after its boot', object('Node', { status: ready('True', 100) }), 'Node one has just become Ready', 80],
  ['a node that does not report', object('Node', { status: ready('Unknown', 50) }), 'Node one is not Ready', 130],
  ['a pod that ends', pod({ metadata: { deletionTimestamp: ago(-20) } }), 'Pod default/one is being deleted', 35],
  ['a changed ConfigMap', object('ConfigMap', { metadata: edited(50) }), 'ConfigMap one was changed', 100],
  [
    'another target of an ExternalName',
    object('Service', { metadata: edited(5), spec: { type: 'ExternalName' } }),
    'Service one was changed',
    30,
  ],
])('%s may still change', (_what, changing, what, secondsLeft) => {
  expect(unsettled(changing)).toEqual([{ what, secondsLeft }]);
});

test.each([
  ['a pod that has not been Ready for long', pod({ status: ready('False', 181) })],
  ['a container that is started again and again', pod({ status: { ...ready('False', 5), ...waiting('CrashLoopBackOff') } })],
  ['an image that cannot be pulled', pod({ status: { ...ready('False', 60), ...waiting('ErrImageNeverPull') } })],
  ['a finished job', pod({ status: { phase: 'Succeeded', ...ready('False', 5) } })],
  [
    'a ClusterIP whose selector was changed',
    object('Service', { metadata: edited(5), spec: { type: 'ClusterIP', clusterIP: '10.96.0.9' } }),
  ],
  ['a ConfigMap whose status alone was written', object('ConfigMap', { metadata: edited(5, 'status') })],
  ['a pod that should have ended long ago', pod({ metadata: { deletionTimestamp: ago(60) } })],
])('time does not mend %s', (_what, changing) => {
  expect(unsettled(changing)).toEqual([]);
});

test('a container that is only being created is no failure', () => {
  expect(unsettled(pod({ status: { ...ready('False', 60), ...waiting('ContainerCreating') } }))).toHaveLength(1);
});

test('a rollout tells no time of its own', () => {
  const behind = object('Deployment', {
    metadata: { generation: 3 },
    spec: { replicas: 2 },
    status: { observedGeneration: 2, replicas: 2 },
  });
  const missing = object('StatefulSet', {
    metadata: { generation: 1 },
    spec: { replicas: 2 },
    status: { observedGeneration: 1, replicas: 1 },
  });
  expect(unsettled(behind, missing)).toEqual([
    { what: 'Deployment one is being rolled out' },
    { what: 'StatefulSet one is being rolled out' },
  ]);
});

test('a clock that is behind the cluster’s keeps nobody waiting for longer than a new object does', () => {
  expect(unsettled(pod({ metadata: { creationTimestamp: ago(-7200) } }))).toEqual([
    { what: 'Pod default/one is new', secondsLeft: 180 },
  ]);
});
