import type { FaultyLab } from '../faults';
import { answering, asks, failing, item, lists, faulty, onePod, replacing, runs, visits } from './injecting';

const nodes = ['control-plane', 'worker-1', 'worker-2'];
const first = 'pod worker-1';

export const clusterIpFaults: readonly FaultyLab[] = [
  faulty(
    'cluster-ip.address.api-tester',
    'the Service is open on a node port too',
    lists('services'),
    item('api-tester', (service) => (service.spec.type = 'NodePort')),
  ),
  {
    fails: 'cluster-ip.address.api-tester',
    fault: 'the Service has another address, and the planned one answers all the same',
    inject: (fake) => {
      fake.inject(
        lists('services'),
        item('api-tester', (service) => (service.spec.clusterIP = '10.96.0.101')),
      );
      fake.inject(asks('api-tester.default.svc.cluster.local A', first), replacing('10.96.0.100', '10.96.0.101'));
    },
  },
  ...nodes.flatMap((node) => [
    faulty(
      `cluster-ip.by-address.api-tester.${node}`,
      'the address does not answer',
      visits('http://10.96.0.100:80', `pod ${node}`),
      failing(28, 'curl: (28) timed out'),
    ),
    faulty(
      `cluster-ip.by-address.api-tester.${node}`,
      'one pod gets every request',
      visits('http://10.96.0.100:80', `pod ${node}`),
      onePod,
    ),
    faulty(
      `cluster-ip.by-name.api-tester.${node}`,
      'one request in many is lost',
      visits('http://api-tester:80', `pod ${node}`),
      replacing(/^.*\n/, ''),
    ),
  ]),
  faulty(
    'cluster-ip.by-name.api-tester.worker-1',
    'somebody else answers',
    visits('http://api-tester:80', first),
    replacing('api-tester-abc-0', '<html>hotel wifi</html>'),
  ),
  faulty(
    'cluster-ip.closed-from-lan.api-tester',
    'the LAN reaches the ClusterIP',
    visits('http://10.96.0.100:80', 'lan'),
    answering('1'),
  ),
  faulty(
    'cluster-ip.closed-from-outside.api-tester',
    'outsiders reach the ClusterIP',
    visits('http://10.96.0.100:80', 'outside'),
    answering('1'),
  ),
  faulty(
    'cluster-ip.closed-from-outside.api-tester',
    'the ClusterIP accepts but says nothing',
    visits('http://10.96.0.100:80', 'outside'),
    failing(28, 'curl: (28) timed out', '1'),
  ),
  faulty(
    'cluster-ip.closed-from-lan.api-tester',
    'the LAN host has no curl',
    visits('http://10.96.0.100:80', 'lan'),
    failing(127, 'curl: not found'),
  ),
  ...nodes.flatMap((node) => [
    faulty(
      `cluster-ip.rules.api-tester.${node}`,
      'a rule leads to a pod that is gone',
      runs('iptables-save', `machine ${node}`),
      replacing(/(-A KUBE-SEP-APITESTER00.*--to-destination )\S+/, '$120.96.2.99:8080'),
    ),
    faulty(
      `cluster-ip.rules.api-tester.${node}`,
      'a rule leads to another port',
      runs('iptables-save', `machine ${node}`),
      replacing(/(-A KUBE-SEP-APITESTER00.*--to-destination \S+):8080/, '$1:8081'),
    ),
    faulty(
      `cluster-ip.rules.api-tester.${node}`,
      'no rule is for the address',
      runs('iptables-save', `machine ${node}`),
      replacing('-d 10.96.0.100/32', '-d 10.96.0.101/32'),
    ),
  ]),
];
