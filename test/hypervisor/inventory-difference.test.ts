import { type Inventory } from '../../hypervisor/inventory';
import { difference, newThings, unseenKinds, vanished } from '../../hypervisor/inventory-difference';

const marks = ['br-les', 'lab-les-lan', '192.168.56.0/24', '/project/.lab/les', 'les-worker-1'];
const before: Inventory = {
  marks,
  things: { 'network interface': ['lo'], route: ['default via 10.0.0.1'], file: ['/project/.lab/les'] },
};
const after = (things: Inventory['things']): Inventory => ({ marks, things });

test('equal lists have no difference', () => {
  expect(difference(before, before)).toEqual([]);
  expect(difference(JSON.parse(JSON.stringify(before)) as Inventory, before)).toEqual([]);
});

test('what has gone is no leftover', () => {
  expect(difference(before, after({}))).toEqual([]);
});

test.each([
  ['network interface', 'br-les'],
  ['network interface', 'vnet3 on br-les'],
  ['route', '192.168.56.0/24 dev br-les proto kernel scope link src 192.168.56.1'],
  ['firewall rule', 'table ip nat: chain LIBVIRT_PRT: ip saddr 192.168.56.0/24 masquerade'],
  ['mount', '/run/netns/lab-les-lan'],
  ['process', 'of lab-les-lan: 12 dnsmasq'],
  ['virtual machine', 'les-worker-1'],
  ['file', '/project/.lab/les/storage'],
])('a %s that the lab left is named: %s', (kind, thing) => {
  expect(difference(before, after({ [kind]: [thing] }))).toEqual([`${kind} ${thing}`]);
});

test.each([
  ['network interface', 'br-lesson'],
  ['network interface', 'veth12 on docker0'],
  ['virtual machine', 'les-worker-12'],
  ['route', '10.192.168.56.0/24'],
  ['file', '/project/.lab/lesson'],
])("a new %s of somebody else is not the lab's: %s", (kind, thing) => {
  const now = after({ [kind]: [thing] });
  expect(difference(before, now)).toEqual([]);
  expect(newThings(before, now)).toEqual([`${kind} ${thing}`]);
});

test('a setting that is another one now is told, whosever it is', () => {
  const was = { marks, things: { 'kernel setting': ['net.ipv4.ip_forward = 0'] } };
  expect(difference(was, after({ 'kernel setting': ['net.ipv4.ip_forward = 1'] }))).toEqual([
    'kernel setting net.ipv4.ip_forward = 1',
  ]);
});

test('paths are compared by whole elements, so a lab is not blamed for one whose name is longer', () => {
  const runtime = { marks: ['/run/kubernetes-network-lab-less'], things: {} };
  const process = 'of x: 1 libvirtd --pid-file /run/kubernetes-network-lab-less';
  expect(difference(runtime, { ...runtime, things: { process: [`${process}on/libvirtd.pid`] } })).toEqual([]);
  expect(difference(runtime, { ...runtime, things: { process: [`${process}/libvirtd.pid`] } })).toHaveLength(1);
});

test('what was there, was not the lab’s and is gone is told; the lab’s own is to go', () => {
  const full = after({ 'virtual machine': ['k8s-worker-1', 'les-worker-1'], process: ['of lab-les-lan: 1 x'] });
  expect(vanished(full, after({ 'virtual machine': [], process: [] }))).toEqual(['virtual machine k8s-worker-1']);
});

test('what could not be looked at is named with the reason, and its things count as unknown, not as new', () => {
  const blind: Inventory = { marks, things: {}, unseen: { 'firewall rule': 'Operation not permitted' } };
  expect(unseenKinds(blind, before)).toEqual(['firewall rules (Operation not permitted)']);
  expect(difference(blind, after({ 'firewall rule': ['table ip nat: br-les'] }))).toEqual([]);
});
