import { embeddedUri } from '../../../hypervisor/embedded/libvirt-daemon';
import { labPathsOf } from '../../../hypervisor/port/lab-paths';

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
