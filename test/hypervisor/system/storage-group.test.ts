import { groupIn, storageGroup } from '../../../hypervisor/system/storage-group';

const capabilities = (label: string) => `<capabilities>
  <host>
    <uuid>7c1f7cf0-0000-4000-8000-000000000000</uuid>
    <secmodel><model>apparmor</model><doi>0</doi><baselabel type='kvm'>libvirt</baselabel></secmodel>
    <secmodel>
      <model>dac</model>
      <doi>0</doi>
      <baselabel type='kvm'>${label}</baselabel>
      <baselabel type='qemu'>${label}</baselabel>
    </secmodel>
  </host>
  <guest><os_type>hvm</os_type></guest>
</capabilities>
`;

test('fails for half an answer', () => {
  expect(() => groupIn(capabilities('+107:+107').slice(0, 300))).toThrow('the list of what libvirt can do is no XML');
});

test('QEMU’s own group on Debian, where its first one is kvm, which may have users in it', () => {
  expect(groupIn(capabilities('+64055:+104'))).toBe('64055');
});

test('QEMU’s first group on other systems', () => {
  expect(groupIn(capabilities('+107:+107'))).toBe('107');
});

test('nothing where libvirt does not say it or does not answer', async () => {
  expect(groupIn('<capabilities/>')).toBeUndefined();
  expect(groupIn(capabilities('libvirt-qemu'))).toBeUndefined();
  expect(await storageGroup('qemu+unix:///system?socket=/nonexistent')).toBeUndefined();
});
