import { requireAnswer } from '../../../hypervisor/system/require-answer';

test('fails for a session libvirt', async () => {
  await expect(requireAnswer('qemu:///session')).rejects.toThrow('cannot make networks');
});

test('fails where no libvirt answers, and says how to look at another machine', async () => {
  await expect(requireAnswer('qemu+unix:///system?socket=/nonexistent')).rejects.toMatchObject({
    message: expect.stringContaining('/nonexistent'),
    remedy: expect.stringContaining('are you in the group libvirt'),
  });
});
