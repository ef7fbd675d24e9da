import { groupIn, storageGroup } from '../../../hypervisor/system/storage-group';

const capabilities = (label: string) => `
  <secmodel><model>apparmor</model><doi>0</doi></secmodel>
  <secmodel>
    <model>dac</model>
    <doi>0</doi>
    <baselabel type='kvm'>${label}</baselabel>
    <baselabel type='qemu'>${label}</baselabel>
  </secmodel>`;

test('QEMU’s own group on Debian, where its first one is kvm, which may have users in it', () => {
  expect(groupIn(capabilities('+64055:+104'))).toBe('64055');
});

test('QEMU’s first group on other systems', () => {
  expect(groupIn(capabilities('+107:+107'))).toBe('107');
});

test('nothing where libvirt does not say it or does not answer', async () => {
  expect(groupIn('<capabilities/>')).toBeUndefined();
  expect(await storageGroup('qemu+unix:///system?socket=/nonexistent')).toBeUndefined();
});
