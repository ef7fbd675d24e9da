import type { FaultyLab } from '../faults';
import { failing, item, json, lists, faulty, replacing, runs, visits } from './injecting';

/** Where each node's toolbox is. */
const toolboxes = { 'control-plane': '20.96.1.7', 'worker-1': '20.96.2.7', 'worker-2': '20.96.3.7' };

export const podFaults: readonly FaultyLab[] = [
  faulty(
    'pods.ranges',
    "a pod has an address of another node's range",
    lists('pods'),
    item('coredns-abc', (pod) => (pod.spec.nodeName = 'worker-2')),
  ),
  faulty(
    'pods.ranges',
    'every pod is on its node’s own network',
    lists('pods'),
    json((list) => list.items.forEach((pod: { spec: object }) => Object.assign(pod.spec, { hostNetwork: true }))),
  ),
  ...Object.entries(toolboxes).flatMap(([node, address]) => [
    {
      ...faulty(
        `pods.without-nat.${node}`,
        'there is no pod to look from',
        lists('pods'),
        item(`toolbox-${node}`, (pod) => (pod.status.conditions = [])),
      ),
      also: [`pods.own-address.${node}`],
    },
    faulty(
      `pods.without-nat.${node}`,
      'a pod on another node sees the node instead of the pod',
      runs(/:8080\/clientip/, `pod ${node}`),
      replacing(/^20\.96\.\d\.7:/m, '192.168.56.31:'),
    ),
    faulty(
      `pods.without-nat.${node}`,
      'a pod does not reach another one',
      runs(/:8080\/clientip/, `pod ${node}`),
      replacing(/^.*\n/, ''),
    ),
    faulty(
      `pods.own-address.${node}`,
      "the company's server sees a node",
      runs('access.log'),
      replacing(address, '192.168.56.31'),
    ),
    faulty(
      `pods.own-address.${node}`,
      "a pod does not reach the company's server",
      runs('intranet.company.internal/?', `pod ${node}`),
      failing(28, 'curl: (28) timed out', '\n000 '),
    ),
    faulty(
      `pods.masqueraded.${node}`,
      'the outside sees the pod itself',
      visits('http://github.com/', `pod ${node}`),
      replacing('seen here: 198.51.100.1', 'seen here: 20.96.2.7'),
    ),
    faulty(
      `pods.masqueraded.${node}`,
      'the outside does not answer',
      visits('http://github.com/', `pod ${node}`),
      failing(28, 'curl: (28) timed out', '\n000 '),
    ),
  ]),
];
