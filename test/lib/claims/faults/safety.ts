import type { FaultyLab } from '../faults';
import { answering, failing, faulty, replacing, runs, visits } from './injecting';

const machines = ['control-plane:30', 'worker-1:31', 'worker-2:32', 'name-server:50'].map(
  (pair) => pair.split(':') as [string, string],
);

export const safetyFaults: readonly FaultyLab[] = [
  faulty(
    'safety.published-ports',
    'outsiders reach SSH',
    runs('--parallel', 'outside'),
    replacing('0 http://192.168.56.31:22/', '1 http://192.168.56.31:22/'),
  ),
  faulty(
    'safety.published-ports',
    'outsiders reach a node port',
    runs('--parallel', 'outside'),
    replacing('0 http://192.168.56.31:30080/', '1 http://192.168.56.31:30080/'),
  ),
  faulty(
    'safety.published-ports',
    'a published port is closed',
    runs('--parallel', 'outside'),
    replacing('1 http://192.168.56.60:443/', '0 http://192.168.56.60:443/'),
  ),
  faulty(
    'safety.published-ports',
    'a port was not tried',
    runs('--parallel', 'outside'),
    replacing('0 http://192.168.56.31:22/\n', ''),
  ),
  {
    ...faulty(
      'safety.name-server-closed',
      'outsiders may ask the name server',
      runs('dig', 'outside'),
      answering('- type: MESSAGE\n  message:\n    response_message_data:\n      status: REFUSED\n'),
    ),
    also: ['reach.cluster-dns.from-outside'],
  },
  {
    ...faulty('safety.name-server-closed', 'the outside host has no dig', runs('dig', 'outside'), failing(127, 'dig: not found')),
    also: ['reach.cluster-dns.from-outside'],
  },
  faulty(
    'safety.api',
    'everybody may read Secrets',
    visits('https://192.168.56.30:6443/', 'lan'),
    answering('\n200 192.168.56.30'),
  ),
  faulty(
    'safety.api',
    'the API server is silent',
    visits('https://192.168.56.30:6443/', 'lan'),
    failing(28, 'timed out', '\n000 '),
  ),
  faulty(
    'safety.etcd',
    'etcd talks to everybody',
    visits('https://192.168.56.30:2379/', 'lan'),
    answering('\n200 192.168.56.30'),
  ),
  faulty('safety.etcd', 'etcd is silent', visits('https://192.168.56.30:2379/', 'lan'), failing(28, 'timed out', '\n000 ')),
  ...machines
    .slice(0, 3)
    .flatMap(([node, host]) => [
      faulty(
        `safety.kubelet.${node}`,
        'kubelet talks to everybody',
        visits(`https://192.168.56.${host}:10250/`, 'lan'),
        answering('\n200 x'),
      ),
      faulty(
        `safety.kubelet.${node}`,
        'kubelet is silent',
        visits(`https://192.168.56.${host}:10250/`, 'lan'),
        failing(7, 'refused', '\n000 '),
      ),
    ]),
  ...machines.slice(1, 3).flatMap(([worker]) => [
    ...[
      ['another node', '200\n200\n403\n403'],
      ['what keeps pods apart', '200\n403\n200\n403'],
      ['a Secret of others', '200\n403\n403\n200'],
      ['whether there is a Secret', '200\n403\n403\n404'],
    ].map(([what, statuses]) =>
      faulty(
        `safety.node-restriction.${worker}`,
        `kubelet's credentials are good for ${what}`,
        runs('kubelet-client', `machine ${worker}`),
        answering(statuses!),
      ),
    ),
    faulty(
      `safety.node-restriction.${worker}`,
      'the credentials are refused for everything, which proves nothing',
      runs('kubelet-client', `machine ${worker}`),
      answering('403\n403\n403\n403'),
    ),
    faulty(
      `safety.node-restriction.${worker}`,
      'the last request was not made',
      runs('kubelet-client', `machine ${worker}`),
      answering('200\n403\n403'),
    ),
    faulty(
      `safety.node-restriction.${worker}`,
      'curl failed at the end',
      runs('kubelet-client', `machine ${worker}`),
      failing(28, 'timed out', '200\n403\n403\n403'),
    ),
    faulty(
      `safety.bootstrap-token.${worker}`,
      'the token is still worth something',
      runs('kubeadm.yaml', `machine ${worker}`),
      answering('403'),
    ),
    faulty(
      `safety.bootstrap-token.${worker}`,
      'curl failed',
      runs('kubeadm.yaml', `machine ${worker}`),
      failing(28, 'timed out', '401'),
    ),
  ]),
  ...machines.flatMap(([machine, host]) => [
    faulty(
      `safety.ca-key.${machine}`,
      'everybody may read a copy of the key',
      runs('ca.key', `machine ${machine}`),
      replacing('searched', '644 root /tmp/ca.key\nsearched'),
    ),
    faulty(
      `safety.ca-key.${machine}`,
      'the disk with the key is open',
      runs('ca.key', `machine ${machine}`),
      replacing('searched', 'open /dev/sr0\nsearched'),
    ),
    faulty(`safety.no-password-login.${machine}`, 'a machine takes passwords', runs(`ssh -F none`, 'lan'), (truth, asked) =>
      asked.line.includes(`192.168.56.${host} `) ? { ...truth, stderr: 'Permission denied (publickey,password).' } : undefined,
    ),
    faulty(`safety.no-password-login.${machine}`, 'a machine lets everybody in', runs(`ssh -F none`, 'lan'), (truth, asked) =>
      asked.line.includes(`192.168.56.${host} `) ? { exitCode: 0, stdout: '', stderr: '' } : undefined,
    ),
    faulty(
      `safety.no-password-login.${machine}`,
      'the words of a refusal come from a login',
      runs(`ssh -F none`, 'lan'),
      (truth, asked) => (asked.line.includes(`192.168.56.${host} `) ? { ...truth, exitCode: 1 } : undefined),
    ),
    faulty(
      `safety.no-passwords.${machine}`,
      'root has a password',
      runs('/etc/shadow', `machine ${machine}`),
      answering('root\n23 accounts'),
    ),
  ]),
  faulty(
    'safety.ca-key.worker-1',
    'the search was not allowed',
    runs('ca.key', 'machine worker-1'),
    failing(1, 'sudo: a password is required'),
  ),
  faulty(
    'safety.ca-key.control-plane',
    'the search broke off',
    runs('ca.key', 'machine control-plane'),
    replacing('searched', ''),
  ),
  faulty(
    'safety.ca-key.worker-2',
    'the search failed',
    runs('ca.key', 'machine worker-2'),
    failing(1, 'find: killed', 'searched'),
  ),
  faulty(
    'safety.no-passwords.worker-1',
    'there are no accounts',
    runs('/etc/shadow', 'machine worker-1'),
    answering('0 accounts'),
  ),
  faulty(
    'safety.no-passwords.worker-2',
    'the list was not read to its end',
    runs('/etc/shadow', 'machine worker-2'),
    failing(2, 'awk: read error', '3 accounts'),
  ),
  faulty(
    'safety.ca-key.worker-1',
    'a worker has the key',
    runs('ca.key', 'machine worker-1'),
    replacing('searched', '600 root /root/ca.key\nsearched'),
  ),
  faulty(
    'safety.ca-key.control-plane',
    'the key is not where it belongs',
    runs('ca.key', 'machine control-plane'),
    replacing('/etc/kubernetes/pki', '/root'),
  ),
];
