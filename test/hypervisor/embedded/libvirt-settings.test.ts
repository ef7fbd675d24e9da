import { withAccounts } from '../../../hypervisor/embedded/libvirt-settings';

test('accounts that libvirt wants are added to those of the host, once', () => {
  const wanted = ['libvirt-qemu:x:64055:65534::/:/bin/false', 'kvm:x:1:'];
  expect(withAccounts('root:x:0:0::/root:/bin/sh', wanted)).toBe(`root:x:0:0::/root:/bin/sh\n${wanted.join('\n')}\n`);
  expect(withAccounts('libvirt-qemu:x:7:7::/:/bin/sh\n', wanted)).toBe('libvirt-qemu:x:7:7::/:/bin/sh\nkvm:x:1:\n');
});
