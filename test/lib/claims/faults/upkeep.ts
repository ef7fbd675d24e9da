import { said } from '../../fake-lab/outcome';
import type { FaultyLab } from '../faults';
import { answering, failing, faulty, item, json, lists, replacing, runs } from './injecting';

const machines = ['control-plane', 'worker-1', 'worker-2', 'name-server'];
const workers = ['worker-1', 'worker-2'];
const units = 'sh -c systemctl show';

/** What runs, will run again, and has room. */
export const upkeepFaults: readonly FaultyLab[] = [
  ...machines.flatMap((machine) => [
    faulty(
      `nodes.units.${machine}`,
      'a unit will not start at the next boot',
      runs(units, `machine ${machine}`),
      replacing('UnitFileState=enabled', 'UnitFileState=disabled'),
    ),
    faulty(
      `nodes.units.${machine}`,
      'a unit does not run',
      runs(units, `machine ${machine}`),
      replacing('ActiveState=active', 'ActiveState=failed'),
    ),
    faulty(
      `nodes.units.${machine}`,
      'a unit is missing from the answer',
      runs(units, `machine ${machine}`),
      replacing(/Id=ssh[^]*?\n\n/, ''),
    ),
    faulty(
      `nodes.units.${machine}`,
      'a unit that nobody thought of has failed',
      runs(units, `machine ${machine}`),
      replacing('failed:\n', 'failed:\nlab-bootstrap.service loaded failed failed Make this machine a node\n'),
    ),
    faulty(`nodes.disk.${machine}`, 'the disk is full', runs('df ', `machine ${machine}`), replacing('31%', '97%')),
    faulty(`nodes.disk.${machine}`, 'there are no inodes left', runs('df ', `machine ${machine}`), replacing('12%', '100%')),
    faulty(`nodes.disk.${machine}`, 'nothing is told', runs('df ', `machine ${machine}`), failing(1, 'df: not found')),
  ]),
  ...workers.flatMap((worker) => [
    faulty(
      `nodes.schedulable.${worker}`,
      'it is cordoned',
      lists('nodes'),
      item(worker, (node) => (node.spec.unschedulable = true)),
    ),
    faulty(
      `nodes.schedulable.${worker}`,
      'it has a taint',
      lists('nodes'),
      item(worker, (node) => (node.spec.taints = [{ key: 'lab', effect: 'NoSchedule' }])),
    ),
    faulty(
      `nodes.schedulable.${worker}`,
      'its disk is under pressure',
      lists('nodes'),
      item(worker, (node) => (node.status.conditions[0].status = 'True')),
    ),
    faulty(
      `nodes.schedulable.${worker}`,
      'it has no room for another pod',
      lists('nodes'),
      item(worker, (node) => (node.status.allocatable.pods = '3')),
    ),
    faulty(
      `nodes.schedulable.${worker}`,
      'its pods ask for all of its processor',
      lists('nodes'),
      item(worker, (node) => (node.status.allocatable.cpu = '50m')),
    ),
  ]),
  ...[
    ['kube-system', 'kube-scheduler-control-plane'],
    ['kube-system', 'coredns-abc'],
    ['metallb-system', 'controller-abc'],
    ['metallb-system', 'speaker-worker-2'],
  ].flatMap(([namespace, name]) => [
    {
      ...faulty(
        `nodes.system-pods.${namespace}`,
        `${name} is not there`,
        lists('pods'),
        json((list) => (list.items = list.items.filter((pod: { metadata: { name: string } }) => pod.metadata.name !== name))),
      ),
      ...(name === 'coredns-abc' && { also: ['dns.external-through-name-server.ext-github'] }),
    },
    faulty(
      `nodes.system-pods.${namespace}`,
      `${name} is not ready`,
      lists('pods'),
      item(name!, (pod) => (pod.status.conditions[0].status = 'False')),
    ),
    faulty(
      `nodes.system-pods.${namespace}`,
      `${name} is started again and again`,
      lists('pods'),
      item(name!, (pod) => {
        const lastState = { terminated: { finishedAt: '1970-01-01T00:00:00Z' } };
        Object.assign(pod.status.containerStatuses[0], { restartCount: 5, lastState });
      }),
    ),
  ]),
  faulty(
    'safety.cluster-admins',
    'every service account may do everything',
    lists('clusterrolebindings,rolebindings'),
    json((list) =>
      list.items.push({
        metadata: { name: 'permissive' },
        roleRef: { name: 'cluster-admin' },
        subjects: [{ kind: 'Group', name: 'system:serviceaccounts' }],
      }),
    ),
  ),
  faulty(
    'safety.cluster-admins',
    'one service account may do everything in its namespace',
    lists('clusterrolebindings,rolebindings'),
    json((list) =>
      list.items.push({
        metadata: { name: 'permissive', namespace: 'default' },
        roleRef: { name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'default', name: 'default' }],
      }),
    ),
  ),
  ...[
    ['default-service-account', 'system:serviceaccount:default:default'],
    ['anonymous', 'system:anonymous'],
  ].flatMap(([name, user]) =>
    [/^get secrets /, /^run .*--dry-run=server/].flatMap((deed) => {
      const asUser = (asked: Parameters<ReturnType<typeof runs>>[0]) =>
        runs(deed, 'kubectl')(asked) && asked.argv.includes(`--as=${user}`);
      const id = `safety.powerless.${name}`;
      return [
        faulty(id, `it may ${deed}`, asUser, answering('done')),
        faulty(id, `nobody says whether it may ${deed}`, asUser, failing(1, 'error: timeout')),
        faulty(
          id,
          `something else is forbidden than ${deed}`,
          asUser,
          failing(1, 'Error from server (Forbidden): nodes is forbidden'),
        ),
      ];
    }),
  ),
  ...['control-plane', 'worker-1', 'worker-2'].flatMap((node) => [
    faulty(
      'dns.large-answer',
      `a pod on ${node} gets no large packet`,
      runs(/bufsize=4096 lab-verify-large/, `pod ${node}`),
      failing(9, '', '- type: DIG_ERROR\n  message: |\n    no servers could be reached\n'),
    ),
    faulty(
      'dns.large-answer',
      `a pod on ${node} gets a part only where packets are small`,
      runs(/bufsize=512 lab-verify-large/, `pod ${node}`),
      replacing(/( *- 'lab-verify-large\S* 30 IN A \S+'\n){20}/, ''),
    ),
  ]),
  {
    fails: 'load-balancer.new-service',
    fault: "MetalLB's controller does nothing",
    inject: (fake) => (fake.extras.deaf = true),
  },
  {
    fails: 'load-balancer.new-service',
    fault: "MetalLB's controller gives no address of a pool that has some",
    lab: { loadBalancer: { pool: '.60-.62' } },
    inject: (fake) => (fake.extras.deaf = true),
  },
  {
    fails: 'load-balancer.new-service',
    fault: 'a new Service gets the address of another',
    lab: { loadBalancer: { pool: '.60-.62' } },
    inject: (fake) => fake.inject(runs('get service lab-verify-asking -o jsonpath', 'kubectl'), () => said('192.168.56.60')),
  },
  { fails: 'reach.follows-change', fault: 'a new Service gets no rules', inject: (fake) => (fake.extras.stale = 'new') },
  {
    fails: 'reach.follows-change',
    fault: 'a Service keeps rules for pods that it has no more',
    inject: (fake) => (fake.extras.stale = 'old'),
  },
  ...['control-plane', 'worker-1', 'worker-2'].map((node) =>
    faulty(
      'reach.follows-change',
      `the rules on ${node} do not change`,
      runs(/--connect-timeout 5 [^]*http:\/\/10[.]111[.]/, `pod ${node}`),
      failing(28, 'curl: (28) timed out', '\n000 '),
    ),
  ),
];
