import { embeddedUri, withAccounts } from '../../../hypervisor/embedded/libvirt-daemon';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';

test('accounts that libvirt wants are added to those of the host, once', () => {
  const wanted = ['libvirt-qemu:x:64055:65534::/:/bin/false', 'kvm:x:1:'];
  expect(withAccounts('root:x:0:0::/root:/bin/sh', wanted)).toBe(`root:x:0:0::/root:/bin/sh\n${wanted.join('\n')}\n`);
  expect(withAccounts('libvirt-qemu:x:7:7::/:/bin/sh\n', wanted)).toBe('libvirt-qemu:x:7:7::/:/bin/sh\nkvm:x:1:\n');
});

test('the socket of the longest lab name fits into its 108 bytes', () => {
  const { socket, bridge, link } = labPathsOf('a'.repeat(12));
  expect(socket.length).toBeLessThan(108);
  for (const name of [bridge, ...Object.values(link)]) expect(name.length).toBeLessThanOrEqual(15);
});

test('one URI serves virsh and the Terraform provider', () => {
  expect(embeddedUri(labPathsOf('lesson'))).toBe(
    'qemu+unix:///system?socket=/run/kubernetes-network-lab-lesson/libvirt/libvirt-sock',
  );
});
