import { availableMemory, isLocal, routesIn } from '../../../hypervisor/preflight/host-facts';
import {
  closedForwarding,
  fullPool,
  notRoot,
  takenNames,
  takenNetwork,
  tooFewProcessors,
  tooLittleDisk,
  tooLittleMemory,
} from '../../../hypervisor/preflight/preflight-checks';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { Cidr, resolveLab } from '../../../lib/model';

const lab = resolveLab();
const GiB = 2 ** 30;
const route = (network: string, name: string) => ({ network: Cidr.parse(network), interface: name });
const taken = (...routes: ReturnType<typeof route>[]) => takenNetwork('network', lab.network.cidr, 'br-lesson', routes);

test('only root has what it takes for an own hypervisor', () => {
  expect(notRoot(0)).toBeUndefined();
  expect(notRoot(1000)?.value).toBe('user id 1000');
});

test('a network in use elsewhere is refused, with the interface that has it', () => {
  expect(taken(route('192.168.56.0/24', 'vboxnet0'))).toEqual({
    what: "the lab's network 192.168.56.0/24 is in use on this machine",
    value: '192.168.56.0/24 on vboxnet0',
    remedy: expect.stringMatching(/^VirtualBox's host-only network .*LAB_HYPERVISOR=embedded/),
  });
  expect(taken(route('192.168.0.0/16', 'docker0'))?.remedy).toMatch(/^Docker made it/);
  expect(taken(route('192.168.56.60/32', 'tun0'))?.value).toBe('192.168.56.60/32 on tun0');
});

test('other networks, the default route and the lab itself do not take its network', () => {
  expect(
    taken(route('192.168.57.0/24', 'eth0'), route('0.0.0.0/0', 'eth0'), route('192.168.56.0/24', 'br-lesson')),
  ).toBeUndefined();
});

test('routes are read from the words of ip', () => {
  const json =
    '[{"dst":"default","dev":"eth0"},{"dst":"10.1.0.0/16","dev":"eth0"},{"dst":"10.2.3.4","dev":"tun0"},{"type":"blackhole","dst":"10.9.0.0/16"}]';
  expect(routesIn(json).map(({ network, interface: name }) => `${network} ${name}`)).toEqual([
    '10.1.0.0/16 eth0',
    '10.2.3.4/32 tun0',
    '10.9.0.0/16 none',
  ]);
  expect(routesIn('')).toEqual([]);
});

test('the machines together need their memory and a little for QEMU', () => {
  expect(tooLittleMemory(lab, 3072 + 2 * 2048 + 512 + 4 * 100)).toBeUndefined();
  expect(tooLittleMemory(lab, 8079.9)).toMatchObject({
    what: 'the 4 machines need 8080 MiB of memory',
    value: '8079 MiB are available',
  });
  expect(availableMemory('MemFree: 1 kB\nMemAvailable:    2048 kB\n')).toBe(2);
});

test('no machine has more processors than there are, but for the two kubeadm asks for', () => {
  expect(tooFewProcessors(lab, 1)).toBeUndefined();
  const greedy = resolveLab({ controlPlane: { cpus: 8 }, workers: [{ cpus: 4 }] });
  expect(tooFewProcessors(greedy, 8)).toBeUndefined();
  expect(tooFewProcessors(greedy, 4)).toEqual({
    what: 'control-plane wants 8 processors',
    value: 'this machine has 4',
    remedy: 'give these machines fewer cpus in the definition',
  });
});

test('the disks need room for the image and what four machines write', () => {
  expect(tooLittleDisk(lab, '/storage', 11 * GiB)).toBeUndefined();
  expect(tooLittleDisk(lab, '/storage', 4 * GiB)).toMatchObject({
    what: "the machines' disks need about 11 GiB below /storage",
    value: '4.0 GiB are free',
  });
});

test('a full pool is named', () => {
  expect(fullPool(lab, undefined)).toBeUndefined();
  expect(fullPool(lab, { name: 'lab-lesson', freeBytes: GiB })?.what).toContain('in the storage pool lab-lesson');
});

test('names that are taken are refused, with whose they are and what to do', () => {
  expect(takenNames(lab, [])).toBeUndefined();
  const owner = { ...newIdentity('lesson'), checkout: '/opt/lab', user: 'eve', host: 'teach1' };
  expect(takenNames(lab, [{ thing: 'network namespace lab-lesson-lan', owner }, { thing: 'folder /run/x' }])).toEqual({
    what: 'names that the lab "lesson" needs are taken by what is not its own',
    value:
      'network namespace lab-lesson-lan, of the lab "lesson" of the checkout /opt/lab, made by eve on teach1; folder /run/x, of no lab that left a mark',
    remedy:
      "give this lab another name (name: in its definition); or remove that lab from its own checkout: (cd '/opt/lab' && ./lab down lesson)",
  });
});

test("a firewall that drops what it does not know closes the lab's way out", () => {
  expect(closedForwarding(lab, 'DROP')?.remedy).toContain('iptables -I FORWARD -i lk-lesson -j ACCEPT');
  expect(closedForwarding(lab, 'ACCEPT')).toBeUndefined();
  expect(closedForwarding(lab, undefined)).toBeUndefined();
});

test('a URI with a host is another machine', () => {
  expect([isLocal('qemu:///system'), isLocal('qemu+unix:///system?socket=/x'), isLocal('qemu+ssh://me@there/system')]).toEqual([
    true,
    true,
    false,
  ]);
});
