import type { FaultyLab } from '../faults';
import { answering, asks, failing, item, json, lists, faulty, reachOf, replacing, runs } from './injecting';

export const statefulSetFaults: readonly FaultyLab[] = [
  faulty(
    'stateful-set.identities.db',
    'there is a pod too many',
    lists('pods'),
    json((list) =>
      list.items.push({
        metadata: { name: 'db-2', namespace: 'default', labels: { app: 'db' }, uid: 'x' },
        spec: {},
        status: {},
      }),
    ),
  ),
  faulty(
    'stateful-set.addresses.db',
    'two names have one address',
    asks('db-1.db.default.svc.cluster.local A'),
    replacing('20.96.3.41', '20.96.2.40'),
  ),
  faulty(
    'stateful-set.addresses.db',
    'a name has the address of no pod',
    asks('db-1.db.default.svc.cluster.local A'),
    replacing('20.96.3.41', '20.96.3.99'),
  ),
  {
    fails: 'stateful-set.addresses.db',
    also: ['headless.records.db', ...reachOf('db', 'pod', 'node', 'lan', 'name-server', 'outside')],
    fault: 'a pod has no address, and its name none',
    inject: (fake) => {
      fake.inject(
        lists('pods'),
        item('db-1', (pod) => delete pod.status.podIP),
      );
      fake.inject(asks('db-1.db.default.svc.cluster.local A'), replacing('20.96.3.41', ''));
    },
  },
  {
    ...faulty(
      'stateful-set.keeps-data.db',
      'the pod is not ready beforehand',
      lists('pods'),
      item('db-0', (pod) => (pod.status.conditions = [])),
    ),
    also: ['headless.records.db', 'headless.srv.db', 'stateful-set.identities.db'],
  },
  faulty(
    'stateful-set.ordered.db',
    'the pods were created at once',
    lists('pv'),
    item('db-volume-1', (volume) => (volume.status.lastPhaseTransitionTime = '1970-01-01T00:00:00Z')),
  ),
  faulty(
    'stateful-set.ordered.db',
    'a pod never had a volume',
    lists('pv'),
    json((list) => list.items.pop()),
  ),
  faulty(
    'stateful-set.ordered.db',
    'a volume lost its claim',
    lists('pv'),
    item('db-volume-1', (volume) => (volume.status.phase = 'Released')),
  ),
  ...['db-0', 'db-1'].flatMap((pod) => [
    ...[
      { fault: 'the database does not answer', said: failing(2, 'psql: error: could not connect') },
      { fault: 'the answer is wrong', said: answering('41') },
      { fault: 'the connection broke off after the answer', said: failing(2, 'psql: error: connection lost', '42') },
    ].map(({ fault, said }) => ({
      ...faulty(`stateful-set.answers.${pod}`, fault, runs(`${pod}.db SELECT 40 + 2`), said),
      also: ['reach.db.from-own-pods'],
    })),
    faulty(
      `stateful-set.refuses-wrong-password.${pod}`,
      'any password will do',
      (asked) => runs('=wrong')(asked) && runs(`${pod}.db`)(asked),
      answering('1'),
    ),
    faulty(
      `stateful-set.refuses-wrong-password.${pod}`,
      'the database refuses everybody',
      (asked) => runs('=wrong')(asked) && runs(`${pod}.db`)(asked),
      failing(2, 'psql: error: connection refused'),
    ),
  ]),
  { fails: 'stateful-set.keeps-data.db', fault: 'the volume does not last', inject: (fake) => (fake.databases.forgets = true) },
  { fails: 'stateful-set.keeps-data.db', fault: 'both pods have one volume', inject: (fake) => (fake.databases.shares = true) },
  {
    fails: 'stateful-set.keeps-data.db',
    fault: 'the pod does not come back',
    inject: (fake) => (fake.databases.staysAway = true),
  },
  {
    ...faulty(
      'stateful-set.survives-power-cut.db',
      'the pod is not ready beforehand',
      lists('pods'),
      item('db-0', (pod) => (pod.status.conditions = [])),
    ),
    also: [
      'headless.records.db',
      'headless.srv.db',
      'stateful-set.identities.db',
      'stateful-set.keeps-data.db',
      'stateful-set.last-goes-first.db',
    ],
  },
  {
    fails: 'stateful-set.survives-power-cut.db',
    fault: 'the volume does not outlive its node',
    inject: (fake) => {
      const cut = fake.cluster.cutPower.bind(fake.cluster);
      fake.cluster.cutPower = (node) => {
        cut(node);
        if (node.name === 'worker-1') fake.databases.lose('db-0');
      };
    },
  },
  {
    fails: 'stateful-set.survives-power-cut.db',
    fault: 'the machine does not boot again',
    inject: (fake) => (fake.cluster.staysOff = 'worker-1'),
  },
  {
    fails: 'stateful-set.survives-power-cut.db',
    fault: 'the machine was never cut off',
    inject: (fake) => {
      const { cutPower } = fake.cluster;
      fake.cluster.cutPower = (node) => void (node.name !== 'worker-1' && cutPower.call(fake.cluster, node));
    },
  },
  faulty(
    'stateful-set.survives-power-cut.db',
    'nobody may cut the power',
    runs('sysrq', 'machine worker-1'),
    failing(1, 'sudo: a password is required'),
  ),
  faulty(
    'stateful-set.last-goes-first.db',
    'nobody may scale',
    runs('scale statefulset', 'kubectl'),
    failing(1, 'Error: forbidden'),
  ),
  {
    fails: 'stateful-set.last-goes-first.db',
    fault: 'the pod stays',
    inject: (fake) => {
      const { scale } = fake.cluster;
      fake.cluster.scale = (workload, replicas) => (replicas === 1 ? undefined : scale.call(fake.cluster, workload, replicas));
    },
  },
  {
    fails: 'stateful-set.last-goes-first.db',
    fault: 'the pod does not come back',
    inject: (fake) => {
      const { scale } = fake.cluster;
      fake.cluster.scale = (workload, replicas) => (replicas === 2 ? undefined : scale.call(fake.cluster, workload, replicas));
    },
  },
  {
    fails: 'stateful-set.last-goes-first.db',
    fault: 'the other pod is replaced as well',
    inject: (fake) => {
      const { scale } = fake.cluster;
      fake.cluster.scale = (workload, replicas) => {
        fake.databases.restart('db-0');
        scale.call(fake.cluster, workload, replicas);
      };
    },
  },
  faulty('stateful-set.keeps-data.db', 'the database is read-only', runs('CREATE TABLE'), failing(1, 'ERROR: read-only')),
  faulty('stateful-set.keeps-data.db', 'the row cannot be removed again', runs('DROP TABLE'), failing(1, 'ERROR: read-only')),
  faulty('stateful-set.keeps-data.db', 'nobody may delete pods', runs('delete pod db-0'), failing(1, 'Error: forbidden')),
];
