import type { FaultyLab } from '../faults';
import { answering, failing, faulty, onePod, replacing, runs, visits } from './injecting';

const nodes = ['control-plane:30', 'worker-1:31', 'worker-2:32'].map((pair) => pair.split(':') as [string, string]);

export const nodePortFaults: readonly FaultyLab[] = [
  ...nodes.flatMap(([node, host]) => [
    faulty(
      `node-port.30080.${node}`,
      'a node does not answer',
      visits(`http://192.168.56.${host}:30080/hostname`, 'lan'),
      failing(7, 'curl: (7) refused'),
    ),
    faulty(
      `node-port.30080.${node}`,
      'a node answers from its own pod only',
      visits(`http://192.168.56.${host}:30080/hostname`, 'lan'),
      onePod,
    ),
    faulty(
      `node-port.closed.${node}`,
      'a node answers on another port',
      visits(`http://192.168.56.${host}:30085`, 'lan'),
      answering('1'),
    ),
    faulty(
      `node-port.rules.api-tester-nodeport.${node}`,
      'kube-proxy does not know the node port',
      runs('iptables-save', `machine ${node}`),
      replacing('--dport 30080 ', '--dport 30081 '),
    ),
    faulty(
      `node-port.rules.api-tester-nodeport.${node}`,
      'the rules leave out a pod',
      runs('iptables-save', `machine ${node}`),
      replacing(/^-A KUBE-SVC-APITESTERNODEPORT0 .*\n/m, ''),
    ),
  ]),
  faulty(
    'node-port.client-address.api-tester-nodeport',
    'the pods see the client itself',
    visits('http://192.168.56.31:30080/clientip', 'lan'),
    replacing('192.168.56.31:40000', '192.168.56.10:40000'),
  ),
  faulty(
    'node-port.client-address.api-tester-nodeport',
    'the pods see the client itself behind the control plane, which has none of them',
    visits('http://192.168.56.30:30080/clientip', 'lan'),
    replacing('192.168.56.30:40000', '192.168.56.10:40000'),
  ),
  faulty(
    'node-port.client-address.api-tester-nodeport',
    'one request is lost',
    visits('http://192.168.56.31:30080/clientip', 'lan'),
    replacing(/^.*\n/, ''),
  ),
];
