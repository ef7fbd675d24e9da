import { etcFiles, hostNameServers, labResolvers, nameServersIn } from '../../../hypervisor/network/resolver';
import { resolveLab } from '../../../lib/model';

const host = (files: Record<string, string>) => hostNameServers((path) => files[path]).map(String);
const resolved = '/run/systemd/resolve/resolv.conf';

test("the lab's client asks the name server machine and knows the company's zone", () => {
  const lab = resolveLab();
  expect(labResolvers(lab, [lab.internet.nameServer]).lan['resolv.conf']).toBe(
    'search company.internal\nnameserver 192.168.56.50\n',
  );
  expect(labResolvers(lab, [lab.internet.nameServer]).gateway['resolv.conf']).toBe('nameserver 203.0.113.53\n');
});

test("names come from files and DNS, not from the host's resolver services", () => {
  expect(etcFiles([])['nsswitch.conf']).toContain('hosts: files dns\n');
});

test('IPv4 name servers are read from a resolv.conf, comments and IPv6 are not', () => {
  expect(
    nameServersIn('# nameserver 1.2.3.4\nnameserver 9.9.9.9 \nnameserver fe80::1%eth0\noptions edns0\n').map(String),
  ).toEqual(['9.9.9.9']);
});

test('with a real uplink the lab asks the name servers of the host', () => {
  expect(host({ '/etc/resolv.conf': 'nameserver 10.0.0.2\nnameserver 127.0.0.1\n' })).toEqual(['10.0.0.2']);
  expect(host({ '/etc/resolv.conf': 'nameserver 127.0.0.53\n', [resolved]: 'nameserver 10.0.0.3\n' })).toEqual(['10.0.0.3']);
});

test('fails where the only name server is on the loopback', () => {
  expect(() => host({ '/etc/resolv.conf': 'nameserver 127.0.0.1\n' })).toThrow('/etc/resolv.conf names 127.0.0.1');
  expect(() => host({})).toThrow('/etc/resolv.conf names none');
});
