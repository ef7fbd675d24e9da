import type { FaultyLab } from '../faults';
import { clockFaults } from './clocks';
import { answering, failing, item, json, lists, faulty, replacing, runs } from './injecting';

const machines = ['control-plane', 'worker-1', 'worker-2', 'name-server'];
const nodes = machines.slice(0, 3);

export const nodeFaults: readonly FaultyLab[] = [
  faulty(
    'nodes.planned',
    'a third worker has joined',
    lists('nodes'),
    json((list) => list.items.push({ metadata: { name: 'worker-3' }, status: {} })),
  ),
  faulty(
    'nodes.ready.control-plane',
    'the control plane has no role label',
    lists('nodes'),
    item('control-plane', (node) => (node.metadata.labels = {})),
  ),
  faulty(
    'nodes.ready.worker-1',
    'a worker is not Ready',
    lists('nodes'),
    item(
      'worker-1',
      (node) => (node.status.conditions.find(({ type }: { type: string }) => type === 'Ready').status = 'Unknown'),
    ),
  ),
  faulty(
    'nodes.ready.worker-2',
    'a worker has another address in Kubernetes',
    lists('nodes'),
    item('worker-2', (node) => (node.status.addresses[0].address = '10.0.2.15')),
  ),
  {
    ...faulty(
      'nodes.ready.worker-2',
      'a worker never joined',
      lists('nodes'),
      json((list) => list.items.splice(2, 1)),
    ),
    also: ['nodes.planned', 'nodes.schedulable.worker-2'],
  },
  ...machines.flatMap((machine) => [
    faulty(
      `nodes.address.${machine}`,
      'a machine has another address',
      runs('ip -j address', `machine ${machine}`),
      replacing('192.168.56.', '192.168.57.'),
    ),
    faulty(
      `nodes.address.${machine}`,
      'a machine has a second address',
      runs('ip -j address', `machine ${machine}`),
      json((devices) => devices[0].addr_info.push({ family: 'inet', local: '192.168.56.60', prefixlen: 24 })),
    ),
    faulty(
      `nodes.address.${machine}`,
      'a machine has another MAC address',
      runs('ip -j address', `machine ${machine}`),
      replacing('52:54:00', '52:54:01'),
    ),
    faulty(
      `nodes.name.${machine}`,
      'a machine has another name',
      runs(/^hostname$/, `machine ${machine}`),
      answering('localhost'),
    ),
    faulty(
      `nodes.default-route.${machine}`,
      'a machine goes out through another router',
      runs('ip -j -4 route', `machine ${machine}`),
      replacing('192.168.56.1"', '192.168.56.254"'),
    ),
    faulty(
      `nodes.default-route.${machine}`,
      'a machine has two ways out',
      runs('ip -j -4 route', `machine ${machine}`),
      json((routes) => routes.push({ dst: 'default', gateway: '10.0.2.2', dev: 'eth1' })),
    ),
    faulty(
      `nodes.resolver.${machine}`,
      'a machine asks another server',
      runs('resolv.conf', `machine ${machine}`),
      replacing(/nameserver .*/, 'nameserver 8.8.8.8'),
    ),
    faulty(
      `nodes.resolver.${machine}`,
      'a machine searches another zone',
      runs('resolv.conf', `machine ${machine}`),
      replacing('search company', 'search example'),
    ),
    faulty(
      `nodes.pod-routes.${machine}`,
      'a route to pods is missing',
      runs('ip -j -4 route', `machine ${machine}`),
      json((routes) => routes.pop()),
    ),
    faulty(
      `nodes.pod-routes.${machine}`,
      'a route to pods leads to the gateway',
      runs('ip -j -4 route', `machine ${machine}`),
      json((routes) => (routes.at(-1).gateway = '192.168.56.1')),
    ),
  ]),
  ...machines.flatMap(clockFaults),
  ...nodes.flatMap((node) => [
    faulty(
      `nodes.kubelet.${node}`,
      'kubelet has stopped',
      runs('is-active', `machine ${node}`),
      failing(3, '', 'inactive\nactive'),
    ),
    faulty(
      `nodes.kubelet.${node}`,
      'containerd has failed',
      runs('is-active', `machine ${node}`),
      failing(3, '', 'active\nfailed'),
    ),
    faulty(`nodes.kubelet.${node}`, 'systemd says nothing of kubelet', runs('is-active', `machine ${node}`), answering('active')),
    faulty(
      `nodes.kubelet.${node}`,
      'systemd could not be asked to the end',
      runs('is-active', `machine ${node}`),
      failing(255, 'connection closed', 'active\nactive'),
    ),
    faulty(
      `nodes.kube-proxy.${node}`,
      'two of kube-proxy run',
      lists('pods'),
      json((list) =>
        list.items.push(list.items.find((pod: { metadata: { name: string } }) => pod.metadata.name === `kube-proxy-${node}`)),
      ),
    ),
    faulty(
      `nodes.kube-proxy.${node}`,
      'kube-proxy does not tell its mode to the end',
      runs('proxyMode', `machine ${node}`),
      failing(18, 'curl: (18) transfer closed', 'iptables'),
    ),
    {
      ...faulty(
        `nodes.kube-proxy.${node}`,
        'kube-proxy is not ready',
        lists('pods'),
        item(`kube-proxy-${node}`, (pod) => (pod.status.conditions[0].status = 'False')),
      ),
      also: ['nodes.system-pods.kube-system'],
    },
    faulty(
      `nodes.kube-proxy.${node}`,
      'kube-proxy is in another mode',
      runs('proxyMode', `machine ${node}`),
      answering('nftables'),
    ),
    faulty(
      `nodes.kube-proxy.${node}`,
      'nothing leads to the rules of kube-proxy',
      runs('iptables-save', `machine ${node}`),
      replacing(/^-A PREROUTING.*\n/m, ''),
    ),
  ]),
  ...nodes.flatMap((machine) => [
    faulty(
      `nodes.forwarding.${machine}`,
      `${machine} keeps packets`,
      runs('cat /proc/sys/net/ipv4/ip_forward', `machine ${machine}`),
      answering('0'),
    ),
    faulty(
      `nodes.forwarding.${machine}`,
      `${machine} does not show it`,
      runs('cat /proc/sys/net/ipv4/ip_forward', `machine ${machine}`),
      failing(1, 'No such file or directory'),
    ),
  ]),
];
